import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { FileTooLargeError } from '../contract/errors';
import { notReadable } from './byte-source';

/** Largest file that is read at once: configurations and tables of shifts have some kilobytes. */
const MAX_BYTES = 16 * 2 ** 20;

/** The text (UTF-8) of a small file. Throws FileNotReadableError, FileTooLargeError. */
export async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) {
      throw new FileTooLargeError(
        `"${basename(path)}" has ${size} bytes; a file of this kind has some thousand. Choose the right file.`,
        { path },
      );
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    throw error instanceof FileTooLargeError ? error : notReadable(path, error);
  }
}
