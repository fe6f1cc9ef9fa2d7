import { existsSync } from 'node:fs';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { download, sha256Of } from './download.mjs';
import { SetupFailure } from './failure.mjs';
import { addresses, localPath, pipDownload } from './pip.mjs';
import { run } from './run.mjs';
import { duration, megabytes, progressLine, say } from './say.mjs';

// Pinned wheels: libraries of other programs, fetched from Python's package index through pip's own configuration.

/**
 * Refuses to begin where the cache has less than `needed` bytes of free space.
 * @throws {SetupFailure}
 */
export async function requireSpace(cache, needed, what) {
  await mkdir(cache, { recursive: true });
  const { bavail, bsize } = await statfs(cache);
  if (bavail * bsize < needed) {
    throw new SetupFailure(
      `${what} needs about ${megabytes(needed)} of free space while it is installed, and ${cache} has ` +
        `${megabytes(bavail * bsize)}. Make room there, or set XDG_CACHE_HOME to a folder that has it.`,
    );
  }
}

/**
 * Fetches pinned wheels into the cache's downloads folder (or finds them on this machine) and gives their paths, in
 * the same order. `together` names them when there are several.
 * @throws {SetupFailure} when one cannot be had.
 */
export async function fetchWheels(wheels, python, cache, together) {
  const downloads = join(cache, 'downloads');
  await mkdir(downloads, { recursive: true });
  const paths = new Map();
  for (const wheel of wheels) {
    const path = join(downloads, wheel.file);
    if (existsSync(path) && (await sha256Of(path)) === wheel.sha256) paths.set(wheel, path);
  }
  const wanted = wheels.filter((wheel) => !paths.has(wheel));
  const bytes = wanted.reduce((sum, it) => sum + it.size, 0);
  if (wanted.length > 1) say(`${together}: ${wanted.length} files, ${megabytes(bytes)}.`);
  const known = wanted.length > 0 ? await addresses(python, wanted) : new Map();
  for (const wheel of wanted)
    paths.set(wheel, await fetchWheel(wheel, known.get(wheel.sha256), python, downloads));
  return wheels.map((wheel) => paths.get(wheel));
}

async function fetchWheel(wheel, address, python, downloads) {
  const name = `${wheel.name} ${wheel.version}`;
  const local = localPath(address);
  if (local && (await sha256Of(local).catch(() => undefined)) === wheel.sha256) return local;

  const to = join(downloads, wheel.file);
  const line = progressLine();
  const began = performance.now();
  if (address && !local) {
    try {
      let first;
      await download({
        ...wheel,
        url: address,
        to,
        name,
        onProgress(done, startedAt) {
          first ??= { at: performance.now(), done: startedAt };
          const speed = (done - first.done) / Math.max(1e-3, (performance.now() - first.at) / 1e3);
          line.update(
            `Fetching ${name}: ${megabytes(done)} of ${megabytes(wheel.size)}, ${megabytes(speed)}/s, ` +
              `${duration((wheel.size - done) / speed)} left`,
          );
        },
      });
      line.done(
        `Fetched ${name}: ${megabytes(wheel.size)} in ${duration((performance.now() - began) / 1e3)}`,
      );
      return to;
    } catch (error) {
      if (!(error instanceof SetupFailure)) throw error;
      say(`${error.message} Trying through pip ...`);
    }
  }
  say(`Fetching ${name} (${megabytes(wheel.size)}) through pip ...`);
  await pipDownload(python, wheel, to);
  return to;
}

/** Removes fetched wheels that have served; files outside our own downloads folder are another's. */
export async function forgetWheels(files, cache) {
  for (const file of files) if (dirname(file) === join(cache, 'downloads')) await rm(file, { force: true });
}

/**
 * Unpacks from `wheel` what `rules` (unpack.py's) name, into `folder`.
 * @throws {SetupFailure}
 */
export async function unpackWheel(python, wheel, folder, rules) {
  const line = progressLine();
  const name = basename(wheel).split('-').slice(0, 2).join(' ');
  let bytes = 0;
  const onLine = (text) => {
    if (/^\d+$/.test(text)) line.update(`Unpacking ${name}: ${megabytes((bytes += Number(text)))}`);
  };
  const script = fileURLToPath(new URL('unpack.py', import.meta.url));
  const result = await run(python, [script, wheel, folder, ...rules], { onLine });
  if (result.code !== 0) throw new SetupFailure(`Unpacking ${name} failed: ${result.stderr.trim()}`);
  line.done(`Unpacked ${name}: ${megabytes(bytes)}`);
}
