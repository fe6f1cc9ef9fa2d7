import { mkdir, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FileNotWritableError } from '../contract/errors';

/** Whether two paths lead to the same existing file or folder, through links too. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const [realA, realB] = await Promise.all([a, b].map((path) => realpath(path).catch(() => null)));
  return realA !== null && realA === realB;
}

/** Makes the folder a file will lie in. Throws FileNotWritableError. */
export async function makeFolderOf(path: string): Promise<void> {
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new FileNotWritableError(
      `The folder ${folder} cannot be made (${code}). Choose another place, or change the permissions there.`,
      { path: folder },
      { cause: error },
    );
  }
}
