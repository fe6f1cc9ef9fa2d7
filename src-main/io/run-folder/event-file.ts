import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochRecord } from '../../contract/run';
import { appendAt } from './append';
import { epochRecord, openingRecords } from './event-records';

/** How TensorBoard's files are called here: it reads them in the order of their names. */
const PATTERN = /^events\.out\.tfevents\.\d+\.finescope$/;

/**
 * The event file of a run, for TensorBoard. It tells nothing that the history does not: a process that goes on with a run
 * writes it anew, so it needs no care when a process is killed.
 */
export class EventFile {
  /** The file of this process, once there is one. */
  #path: string | null = null;
  #bytes = 0;
  #epochs = 0;

  constructor(private readonly run: string) {}

  /** Tells the epochs of the history that it has not told yet. Throws DiskFullError; then it is called again later. */
  async tell(history: readonly EpochRecord[], startedAt: string): Promise<void> {
    const untold = history.slice(this.#epochs).map(epochRecord);
    if (this.#path === null) {
      const seconds = Math.floor(Date.now() / 1000);
      const path = join(this.run, `events.out.tfevents.${seconds}.finescope`);
      const records = Buffer.concat([openingRecords(startedAt), ...untold]);
      await appendAt(path, 0, records);
      await removeEarlier(this.run, path);
      this.#path = path;
      this.#bytes = records.length;
    } else if (untold.length > 0) {
      const records = Buffer.concat(untold);
      await appendAt(this.#path, this.#bytes, records);
      this.#bytes += records.length;
    }
    this.#epochs = history.length;
  }
}

/** Removes what earlier processes told. What cannot be removed does no harm: the new file has it forgotten. */
async function removeEarlier(run: string, current: string): Promise<void> {
  for (const name of await readdir(run)) {
    const path = join(run, name);
    if (PATTERN.test(name) && path !== current) await rm(path, { force: true }).catch(() => undefined);
  }
}
