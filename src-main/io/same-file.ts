import { realpath } from 'node:fs/promises';

/** Whether two paths lead to the same existing file or folder, through links too. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const [realA, realB] = await Promise.all([a, b].map((path) => realpath(path).catch(() => null)));
  return realA !== null && realA === realB;
}
