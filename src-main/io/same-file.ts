import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whether two paths lead to the same existing file or folder, through links too. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const [realA, realB] = await Promise.all([a, b].map((path) => realpath(path).catch(() => null)));
  return realA !== null && realA === realB;
}

/** Whether a file, there or not yet, lies directly in a folder. */
export function liesIn(path: string, folder: string): Promise<boolean> {
  return isSameFile(dirname(path), folder);
}

/** Whether a file is one of several, through links too. */
export async function isAmong(paths: readonly string[], path: string): Promise<boolean> {
  return (await Promise.all(paths.map((one) => isSameFile(one, path)))).includes(true);
}
