import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { FileNotWritableError } from '../contract/errors';
import type { Provenance } from '../contract/files-api';
import { readJson } from './read-json';
import { writeError } from './write/write-errors';
import { writeWholeFile } from './write/write-file';

/** The record of a simulation: what it was told, and by which version it was made. */
export const SIMULATION_RECORD = 'simulation.json';

/** What is no part of a simulation: files that systems leave, and those being written. */
const IGNORED = /(^|\/)\.|\.part$/;

/**
 * Takes a folder for a simulation: a new one, an empty one, or one in which the same simulation (the same
 * `record.simulation`) was begun. Answers the files that lie in it, by their paths below it with "/".
 *
 * @throws FileNotWritableError where it holds anything else: another simulation's fields would be mixed with this one's.
 */
export async function takeSimulationFolder(folder: string, record: Provenance): Promise<string[]> {
  const files = await filesIn(folder);
  if (files.length > 0) {
    await refuseOther(folder, files, record);
    return files;
  }
  const text = `${JSON.stringify(record, null, 2)}\n`;
  await writeWholeFile(join(folder, SIMULATION_RECORD), Buffer.from(text));
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

async function refuseOther(folder: string, files: string[], record: Provenance): Promise<void> {
  if (!files.includes(SIMULATION_RECORD)) {
    throw new FileNotWritableError(
      `${folder} is not empty: it holds ${files[0]}. A simulation needs a new folder.`,
      { path: folder },
    );
  }
  const before = (await readJson(join(folder, SIMULATION_RECORD))) as Provenance | null;
  if (isDeepStrictEqual(before?.['simulation'], record['simulation'])) return;
  throw new FileNotWritableError(
    `${folder} holds another simulation. Choose a new folder, or remove this one; ${SIMULATION_RECORD} in it says what it was told.`,
    { path: folder },
  );
}
