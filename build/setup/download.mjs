import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupFailure } from './failure.mjs';

/**
 * SHA-256 of a file, as hex; `onBytes` counts along.
 * @param {string} path
 * @param {(bytes: number) => void} [onBytes]
 */
export async function sha256Of(path, onBytes) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk);
    onBytes?.(chunk.length);
  }
  return hash.digest('hex');
}

/**
 * Fetches `url` to the file `to`. What comes is written to `to.partial`, which an interruption leaves behind and the
 * next call continues; the file gets its name only when its SHA-256 is right. A dropped connection is continued too,
 * as long as each attempt brings something.
 *
 * @param {{ url: string, to: string, sha256: string, size: number, name?: string,
 *   onProgress?: (doneBytes: number, startedAt: number) => void, stallMs?: number, pauseMs?: number }} what
 * @throws {SetupFailure} when the checksum is wrong (the partial file is removed) or the connection fails for good.
 */
export async function download(what) {
  const { url, to, sha256, size, name = to, onProgress, stallMs = 60_000, pauseMs = 1_000 } = what;
  const partial = `${to}.partial`;
  await mkdir(dirname(to), { recursive: true });

  for (let failures = 0; ;) {
    const before = await sizeOf(partial);
    if (before >= size) break;
    try {
      await continueInto(partial, url, before, onProgress, stallMs);
      if ((await sizeOf(partial)) >= size) break;
      throw new Error('the connection ended early');
    } catch (error) {
      if (error instanceof SetupFailure) throw error;
      failures = (await sizeOf(partial)) > before ? 0 : failures + 1;
      if (failures >= 3) {
        const cause = error.cause?.message ?? error.message;
        throw new SetupFailure(
          `Fetching ${name} failed: ${cause}. Check the network and start again; what came is kept.`,
          {
            cause: error,
          },
        );
      }
      await sleep(pauseMs * (failures + 1));
    }
  }

  const found = await sha256Of(partial);
  if (found !== sha256) {
    await rm(partial, { force: true });
    throw new SetupFailure(
      `${name} is not what it should be: SHA-256 ${found}, expected ${sha256}. It was deleted; start again, and if it ` +
        'repeats, something between here and the package index changes the file.',
    );
  }
  await rename(partial, to);
}

async function continueInto(partial, url, from, onProgress, stallMs) {
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(new Error(`nothing came for ${stallMs / 1000} s`)), stallMs);
  const file = await open(partial, from > 0 ? 'r+' : 'w');
  try {
    const headers = from > 0 ? { range: `bytes=${from}-` } : {};
    const response = await fetch(url, { headers, signal: stop.signal });
    if (response.status === 416) {
      await file.truncate(0);
      throw new Error('the server has less than what was kept; beginning again');
    }
    if (!response.ok || !response.body) throw refusal(response.status);
    // A server that ignores Range sends everything: begin at the front.
    let position = response.status === 206 ? from : 0;
    if (position === 0) await file.truncate(0);
    const startedAt = position;
    for await (const chunk of response.body) {
      timer.refresh();
      await file.write(chunk, 0, chunk.length, position);
      position += chunk.length;
      onProgress?.(position, startedAt);
    }
  } finally {
    clearTimeout(timer);
    await file.sync();
    await file.close();
  }
}

function refusal(status) {
  const text = `the server answered ${status}`;
  // 408, 429 and 5xx pass; other refusals stay.
  return status === 408 || status === 429 || status >= 500
    ? new Error(text)
    : new SetupFailure(`Fetching failed: ${text}.`);
}

async function sizeOf(path) {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error.code === 'ENOENT') return 0;
    throw error;
  }
}
