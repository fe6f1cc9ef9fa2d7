import type { DataFiles } from './data-files';

/** SHA-256 over names, sizes and times of change of files, in the order of their paths. */
export async function fingerprintOf(paths: readonly string[], files: DataFiles): Promise<string> {
  const hash = files.startHash();
  for (const path of [...new Set(paths)].sort()) {
    const { bytes, modified } = await files.stamp(path);
    const name = files.relative(files.folderOf(files.folderOf(path)), path);
    hash.update(new TextEncoder().encode(`${name}\0${bytes}\0${modified}\n`));
  }
  return hash.digest();
}
