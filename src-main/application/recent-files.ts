import type { Settings } from '../contract/config';

type Recent = Settings['recent'];

/** How many recent files are kept. */
const KEPT = 20;

/** The recent files after one more was opened: it comes first, and once only. */
export function addRecent(recent: Recent, opened: Recent[number]): Recent {
  return [opened, ...recent.filter(({ path }) => path !== opened.path)].slice(0, KEPT);
}

/**
 * The recent files after a window saved its settings. A window can remove what it was told of and no longer lists; it
 * cannot add a path, which would be granted at the next start.
 */
export function keepRecent(recent: Recent, told: ReadonlySet<string>, listed: Recent): Recent {
  const still = new Set(listed.map(({ path }) => path));
  return recent.filter(({ path }) => still.has(path) || !told.has(path));
}
