import { basename } from 'node:path';
import { DamagedFileError } from '../contract/errors';
import { readText } from './read-text';

/**
 * What a JSON file that a person wrote says. Throws FileNotReadableError, FileTooLargeError, and DamagedFileError naming
 * the line where it is no JSON.
 */
export async function readJson(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch (error) {
    throw new DamagedFileError(
      `"${basename(path)}" is not JSON${placeOf(error as Error, text)}. Look for a missing quote, comma or bracket there.`,
      { path },
    );
  }
}

/** Where reading failed, as far as the engine tells: some of its messages hold a position, others a part of the text. */
function placeOf({ message }: Error, text: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return ` (${message.replace(/ is not valid JSON$/, '')})`;
  return `: line ${text.slice(0, Number(position)).split('\n').length} cannot be understood`;
}
