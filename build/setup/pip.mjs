import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupFailure } from './failure.mjs';
import { lastLines, run } from './run.mjs';
import { sha256Of } from './download.mjs';

// Where packages come from is pip's own affair (its configuration may name a mirror or a folder), so pip is asked.

/** What a wheel's file name says, as pip's options: the wheel is for the library inside, not for the Python that asks. */
function selection(file) {
  const [python, , platforms] = file
    .replace(/\.whl$/, '')
    .split('-')
    .slice(-3);
  const version = /^cp3(\d+)$/.exec(python);
  return [
    '--no-deps',
    '--only-binary=:all:',
    '--implementation=cp',
    `--python-version=${version ? `3.${version[1]}` : '3.11'}`,
    ...platforms.split('.').map((platform) => `--platform=${platform}`),
  ];
}

/**
 * Addresses of pinned wheels as pip finds them: a map from file SHA-256 to address (https: or file:). Wheels that pip
 * cannot report (an old pip, an index without hashes) are missing from the map.
 * @param {string} python
 * @param {{ name: string, version: string, file: string, sha256: string }[]} wheels
 */
export async function addresses(python, wheels) {
  const found = new Map();
  const groups = new Map();
  for (const wheel of wheels) {
    const key = selection(wheel.file).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), wheel]);
  }
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const report = await run(python, [
        ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'],
        ...['--dry-run', '--ignore-installed', '--report=-', '--target=unused', ...selection(group[0].file)],
        ...group.map(({ name, version }) => `${name}==${version}`),
      ]);
      if (report.code !== 0) return;
      for (const { download_info: info } of JSON.parse(report.stdout).install) {
        const sha256 = info.archive_info?.hashes?.sha256 ?? info.archive_info?.hash?.replace(/^sha256=/, '');
        if (sha256) found.set(sha256, info.url);
      }
    }),
  );
  return found;
}

/**
 * Lets pip itself fetch a wheel (proxies, credentials, an index that Node cannot reach) to the file `to`.
 * @throws {SetupFailure} with the end of pip's log, or when the checksum is wrong.
 */
export async function pipDownload(python, wheel, to) {
  const folder = `${to}.pip`;
  await mkdir(folder, { recursive: true });
  const log = await run(python, [
    ...['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-input', `--dest=${folder}`],
    ...selection(wheel.file),
    `${wheel.name}==${wheel.version}`,
  ]);
  if (log.code !== 0) {
    throw new SetupFailure(
      `pip could not fetch ${wheel.name} ${wheel.version}. Check the network and start again.\n${lastLines(log.stderr, 6)}`,
    );
  }
  const file = join(folder, wheel.file);
  const found = await sha256Of(file).catch(() => 'missing');
  if (found === wheel.sha256) await rename(file, to);
  await rm(folder, { recursive: true, force: true });
  if (found !== wheel.sha256) {
    throw new SetupFailure(
      `${wheel.file} from pip is not what it should be: SHA-256 ${found}, expected ${wheel.sha256}.`,
    );
  }
}

/** The path behind a file: address, else undefined. */
export function localPath(address) {
  return address?.startsWith('file:') ? fileURLToPath(address) : undefined;
}
