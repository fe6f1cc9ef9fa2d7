import { resolve } from 'node:path';

/**
 * The files named on the command line, as absolute paths. Words that begin with a dash are Electron's and Chromium's
 * own; a file whose name does is given as "./-name".
 *
 * @param words what follows the program, and in a checkout the application's folder
 * @param folder the folder they are relative to
 */
export function filesNamed(words: string[], folder: string): string[] {
  return words.filter((word) => word !== '' && !word.startsWith('-')).map((word) => resolve(folder, word));
}
