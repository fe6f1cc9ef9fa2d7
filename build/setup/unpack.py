"""Unpacks chosen members of a wheel.

unpack.py WHEEL FOLDER RULE...   where RULE is PATTERN=TARGET: members whose name matches the regular expression PATTERN
are written to FOLDER/TARGET, in which \\1, \\2 stand for the pattern's groups. Prints a line per member: its bytes.
Only names made of plain parts are written (no "..", no absolute path), and what is in a "bin" folder may be run.
"""

import os
import re
import shutil
import sys
import zipfile


def main():
    wheel, folder, rules = sys.argv[1], sys.argv[2], [rule.split("=", 1) for rule in sys.argv[3:]]
    written = 0
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            for pattern, target in rules:
                match = re.fullmatch(pattern, member.filename)
                if match and not member.is_dir():
                    parts = match.expand(target).split("/")
                    if any(part in ("", ".", "..") for part in parts):
                        sys.exit(f"{member.filename}: a name that leaves its folder")
                    path = os.path.join(folder, *parts)
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    with archive.open(member) as source, open(path, "wb") as sink:
                        shutil.copyfileobj(source, sink, 1 << 22)
                    if "bin" in parts[:-1]:
                        os.chmod(path, 0o755)
                    written += 1
                    print(member.file_size, flush=True)
                    break
    if written == 0:
        sys.exit(f"{os.path.basename(wheel)} has none of the files that are needed")


main()
