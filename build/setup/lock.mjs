import { mkdir, readFile, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `work` while holding the lock file `path`, so that of two starts that race one works and the other waits.
 *
 * The holder touches the file every `beatMs`. A waiter takes the lock over when the holder's process is gone (same
 * machine), or when it has itself watched the file for `staleMs` without a beat; so neither a clock that is off nor a
 * laptop that slept makes a live lock look dead.
 *
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (holder: { pid: number, host: string }) => void, beatMs?: number, staleMs?: number, pollMs?: number }} [options]
 * @returns {Promise<T>}
 * @template T
 */
export async function withLock(path, work, options = {}) {
  const { onWait, beatMs = 3_000, staleMs = 20_000, pollMs = 300 } = options;
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), token: randomUUID() });
  await mkdir(dirname(path), { recursive: true });

  let waited = false;
  let watched = { beat: NaN, polls: 0 };
  while (!(await create(path, mine))) {
    const seen = await look(path);
    if (!seen) continue; // released between the two calls
    watched = { beat: seen.beat, polls: seen.beat === watched.beat ? watched.polls + 1 : 0 };
    if (!waited && seen.holder) {
      waited = true;
      onWait?.(seen.holder);
    }
    const silent = watched.polls * pollMs >= staleMs; // polls, not the clock: a waiter that slept has not watched
    if (silent || isGone(seen.holder)) await takeAway(path, seen.text, staleMs);
    else await sleep(pollMs);
  }

  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => clearInterval(beat)); // taken over: whoever has it now beats for itself
  }, beatMs);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if ((await look(path))?.text === mine) await rm(path, { force: true });
  }
}

async function create(path, text) {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

async function look(path) {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    return { text, beat: mtimeMs, holder: parse(text) };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // its writer has not finished, or died doing so: the watch decides
  }
}

function isGone(holder) {
  if (!holder || holder.host !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

// Two waiters may find the same lock dead: a folder that only one can make guards the removal, and under it the lock
// must still be the dead one, not the fresh lock of a waiter that was quicker.
async function takeAway(path, deadText, staleMs) {
  const guard = `${path}.takeover`;
  try {
    await mkdir(guard);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const age = await stat(guard).then(
      (it) => Date.now() - it.mtimeMs,
      () => 0,
    );
    if (age > staleMs) await rmdir(guard).catch(() => undefined); // its maker died within these few lines
    await sleep(50);
    return;
  }
  try {
    if ((await look(path))?.text === deadText) await rm(path, { force: true });
  } finally {
    await rmdir(guard);
  }
}
