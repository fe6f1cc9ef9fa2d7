import { mkdir, readdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { RunSummary } from '../../contract/run';
import { notReadable } from '../byte-source';
import { sha256Of } from '../checksum';
import { liesIn } from '../same-file';
import { writeError } from '../write/write-errors';
import { writeWholeFile } from '../write/write-file';
import { jsonBytes, readJsonRecord } from './json-record';
import { isRun, readRun } from './read-run';

/** A file in the folder of runs that stands for a run elsewhere. */
const RunLink = z.strictObject({
  format: z.literal('finescope-run-link'),
  version: z.literal(1),
  run: z.string(),
});
const LINK_ENDING = '.run-link.json';

/**
 * The runs in `folder` and those registered there, the one changed last first. A damaged one is a sentence in `problems`;
 * a registered one whose folder is gone (or on a disk that is not connected) is left out. A folder that does not exist
 * holds none.
 */
export async function listRuns(folder: string): Promise<{ runs: RunSummary[]; problems: string[] }> {
  const runs: RunSummary[] = [];
  const problems: string[] = [];
  const tell = (error: unknown): void => void problems.push((error as Error).message);
  for (const path of await runPaths(folder, tell)) {
    try {
      runs.push((await readRun(path)).summary);
    } catch (error) {
      tell(error);
    }
  }
  runs.sort((a, b) => Date.parse(b.changedAt) - Date.parse(a.changedAt));
  return { runs, problems };
}

/** Has `folder` list a run elsewhere. Without effect for one that lies in it. Throws DiskFullError, FileNotWritableError. */
export async function registerRun(folder: string, run: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw writeError(error, folder, 0);
  }
  if (await liesIn(resolve(run), folder)) return;
  const path = await realpath(run).catch((error: unknown) => {
    throw notReadable(run, error);
  });
  const link: z.infer<typeof RunLink> = { format: 'finescope-run-link', version: 1, run: path };
  const name = sha256Of(Buffer.from(path)).slice(0, 16);
  await writeWholeFile(join(folder, `${name}${LINK_ENDING}`), jsonBytes(link));
}

async function runPaths(folder: string, tell: (error: unknown) => void): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw notReadable(folder, error);
  });
  const paths: string[] = [];
  for (const name of names.sort()) {
    const path = join(folder, name);
    try {
      const run = name.endsWith(LINK_ENDING) ? (await readJsonRecord(path, RunLink)).run : path;
      if (await isRun(run)) paths.push(run);
    } catch (error) {
      tell(error);
    }
  }
  return paths;
}
