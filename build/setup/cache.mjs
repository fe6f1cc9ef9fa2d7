import { homedir, platform } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this script belongs to. */
export const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/**
 * The per-user folder of everything fetched or built that several checkouts can share:
 * $XDG_CACHE_HOME/finescope, else ~/.cache/finescope (macOS: ~/Library/Caches/finescope).
 */
export function cacheFolder(environment = process.env, system = platform(), home = homedir()) {
  // The XDG specification: a relative path is invalid and must be ignored.
  const xdg = environment.XDG_CACHE_HOME;
  if (xdg && xdg.startsWith('/')) return join(xdg, 'finescope');
  if (system === 'darwin') return join(home, 'Library', 'Caches', 'finescope');
  return join(home, '.cache', 'finescope');
}
