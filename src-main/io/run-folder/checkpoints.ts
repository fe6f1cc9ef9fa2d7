import { readFile, rm } from 'node:fs/promises';
import { DamagedFileError, UnsupportedFileError } from '../../contract/errors';
import type { Checkpoint, EpochRecord } from '../../contract/run';
import { notReadable } from '../byte-source';
import { writeWholeFile } from '../write/write-file';
import { decodeCheckpoint, encodeCheckpoint, type ReadCheckpoint } from './checkpoint-file';
import { CHECKPOINTS, epochFile, keptEpochs, type EpochFolder } from './layout';

/** Writes a checkpoint whole or not at all. Throws DiskFullError. */
export async function writeCheckpoint(run: string, checkpoint: Checkpoint): Promise<void> {
  await writeWholeFile(epochFile(run, CHECKPOINTS, checkpoint.epoch), encodeCheckpoint(checkpoint));
}

/** The checkpoint of an epoch; null where none is kept. Throws FileNotReadableError, DamagedFileError. */
export async function readCheckpoint(run: string, epoch: number): Promise<ReadCheckpoint | null> {
  const path = epochFile(run, CHECKPOINTS, epoch);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw notReadable(path, error);
  });
  return bytes && decodeCheckpoint(bytes, path);
}

/**
 * The last intact checkpoint of an epoch in the history, and sentences about damaged ones after it. Null where the
 * history is empty. Throws DamagedFileError where it is not, and no checkpoint can be read.
 */
export async function lastIntact(
  run: string,
  history: readonly EpochRecord[],
): Promise<{ checkpoint: ReadCheckpoint | null; problems: string[] }> {
  const problems: string[] = [];
  const epochs = (await keptEpochs(run, CHECKPOINTS)).filter((epoch) => epoch <= history.length);
  for (const epoch of epochs.reverse()) {
    try {
      const checkpoint = await readCheckpoint(run, epoch);
      if (checkpoint?.step === history[epoch - 1]!.step) return { checkpoint, problems };
      problems.push(`The checkpoint of epoch ${epoch} belongs to another run.`);
    } catch (error) {
      if (!(error instanceof DamagedFileError || error instanceof UnsupportedFileError)) throw error;
      problems.push(`The checkpoint of epoch ${epoch} is damaged; an earlier one is used.`);
    }
  }
  if (history.length === 0) return { checkpoint: null, problems };
  throw new DamagedFileError(
    `"${run}" cannot be resumed: it has ${history.length} finished epochs and no checkpoint that can be read. Start a new run.`,
    { path: run },
  );
}

/** Removes the files of epochs that are not to be kept. What cannot be removed now is tried again at the next epoch. */
export async function removeOthers(
  run: string,
  folder: EpochFolder,
  keep: ReadonlySet<number>,
): Promise<void> {
  for (const epoch of await keptEpochs(run, folder))
    if (!keep.has(epoch)) await rm(epochFile(run, folder, epoch), { force: true }).catch(() => undefined);
}
