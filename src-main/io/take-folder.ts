import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { FileNotWritableError } from '../contract/errors';
import type { Provenance } from '../contract/files-api';
import { readJson } from './read-json';
import { writeError } from './write/write-errors';
import { writeWholeFile } from './write/write-file';

/** What is made in a folder: the file that tells it, what of that has to be the same to go on, and its name in sentences. */
export interface MadeThing {
  file: string;
  key: string;
  what: string;
}

/** What is no part of what is made: files that systems leave, and those being written. */
const IGNORED = /(^|\/)\.|\.part$/;

/**
 * Takes a folder for something that is made file by file: a new one, an empty one, or one in which the same (the same
 * `record[key]`) was begun. Answers the files that lie in it, by their paths below it with "/".
 *
 * @throws FileNotWritableError where it holds anything else: what is there would be mixed with what is made.
 */
export async function takeFolder(folder: string, record: Provenance, thing: MadeThing): Promise<string[]> {
  const files = await filesIn(folder);
  if (files.length > 0) {
    await refuseOther(folder, files, record, thing);
    return files;
  }
  const text = `${JSON.stringify(record, null, 2)}\n`;
  await writeWholeFile(join(folder, thing.file), Buffer.from(text));
  return [];
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    const entries = await readdir(folder, { withFileTypes: true });
    const below = await Promise.all(
      entries.map(async (entry) => {
        if (!entry.isDirectory()) return [entry.name];
        return (await readdir(join(folder, entry.name))).map((name) => `${entry.name}/${name}`);
      }),
    );
    return below.flat().filter((path) => !IGNORED.test(path));
  } catch (error) {
    throw writeError(error, folder, 0);
  }
}

async function refuseOther(
  folder: string,
  files: string[],
  record: Provenance,
  { file, key, what }: MadeThing,
): Promise<void> {
  if (!files.includes(file)) {
    throw new FileNotWritableError(
      `${folder} is not empty: it holds ${files[0]}. A ${what} needs a new folder.`,
      { path: folder },
    );
  }
  const before = (await readJson(join(folder, file))) as Provenance | null;
  if (isDeepStrictEqual(before?.[key], record[key])) return;
  throw new FileNotWritableError(
    `${folder} holds another ${what}. Choose a new folder, or remove this one; ${file} in it says what it was told.`,
    { path: folder },
  );
}
