import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The names in a run folder. */
export const RUN_FILE = 'run.json';
export const STATUS_FILE = 'status.json';
export const HISTORY_FILE = 'history.jsonl';
export const CHECKPOINTS = 'checkpoints';
export const PREVIEWS = 'previews';
export const MODEL = 'model';

/** Folders of files that are named by epoch, and how those names end. */
const EPOCH_FILES = { [CHECKPOINTS]: '.safetensors', [PREVIEWS]: '.tif' } as const;
export type EpochFolder = keyof typeof EPOCH_FILES;

/** Path of an epoch's file: "checkpoints/epoch-000012.safetensors". */
export function epochFile(run: string, folder: EpochFolder, epoch: number): string {
  return join(run, folder, `epoch-${String(epoch).padStart(6, '0')}${EPOCH_FILES[folder]}`);
}

/** The epochs that a run folder has files of, in order; none where the folder is not there. */
export async function keptEpochs(run: string, folder: EpochFolder): Promise<number[]> {
  const names = await readdir(join(run, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const ending = EPOCH_FILES[folder];
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => Number(/^epoch-(\d+)$/.exec(name.slice(0, -ending.length))?.[1]))
    .filter((epoch) => epoch > 0)
    .sort((a, b) => a - b);
}
