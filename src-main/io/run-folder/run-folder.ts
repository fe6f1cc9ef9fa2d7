import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InternalError, InvalidRequestError } from '../../contract/errors';
import type { TrainedModelFacts } from '../../contract/model';
import {
  RunRecord,
  type Checkpoint,
  type EpochRecord,
  type RunDetail,
  type RunPreview,
  type RunStatus,
} from '../../contract/run';
import type { Weights } from '../../models/layers';
import { removeLeftovers } from '../write/temporary-name';
import { writeError } from '../write/write-errors';
import { writeWholeFile } from '../write/write-file';
import { lastIntact, readCheckpoint, removeOthers, writeCheckpoint } from './checkpoints';
import { EventFile } from './event-file';
import { appendEpoch, cutHistory, lineOf, readHistory, type History } from './history';
import { jsonBytes } from './json-record';
import { CHECKPOINTS, HISTORY_FILE, PREVIEWS, RUN_FILE, STATUS_FILE } from './layout';
import { writePreview } from './previews';
import { readRun, readRunRecord } from './read-run';
import { writeStatus } from './status';
import { checkpointsToKeep, previewsToKeep } from './thinning';
import { writeTrainedModel } from './trained-model';

/** Hears of what was amiss in a run folder and could be helped. */
export interface RunFolderOptions {
  notify: (sentence: string) => void;
}

/** The run folder at `path`, to be begun or gone on with: what `training/run-store.ts` describes. Touches nothing yet. */
export function openRunFolder(path: string, options: RunFolderOptions): RunFolder {
  return new RunFolder(path, options);
}

/**
 * A run on the disk, as the one process that trains it writes it. Killed at any instant it leaves a run that can be read
 * and resumed: what has a name is whole, and an epoch counts from when its line stands in the history.
 */
export class RunFolder {
  readonly #historyPath: string;
  readonly #events: EventFile;
  /** As it lies on the disk; null until it is needed. */
  #history: History | null = null;
  #record: RunRecord | null = null;

  constructor(
    readonly path: string,
    private readonly options: RunFolderOptions,
  ) {
    this.#historyPath = join(path, HISTORY_FILE);
    this.#events = new EventFile(path);
  }

  /** Throws as begin does where the folder cannot be begun in: to say so before the long work that begin comes after. */
  async requireFree(): Promise<void> {
    try {
      await this.#requireEmpty();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        throw writeError(error, join(this.path, RUN_FILE), 0);
    }
  }

  /** Makes the folder. Throws InvalidRequestError where it holds something, FileNotWritableError, DiskFullError. */
  async begin(record: RunRecord): Promise<void> {
    requireStorable(record);
    await this.#makeEmpty();
    await writeStatus(this.path, { state: 'running', pid: process.pid, reason: null });
    await this.#writeRecord(record); // from here on the folder is a run
  }

  async amend(record: RunRecord): Promise<void> {
    requireStorable(record);
    await this.#writeRecord(record);
  }

  detail(): Promise<RunDetail> {
    return readRun(this.path);
  }

  setStatus(status: Omit<RunStatus, 'changedAt' | 'process'>): Promise<void> {
    return writeStatus(this.path, status);
  }

  /** Throws DiskFullError, having lost nothing; the same call goes on later where it failed. */
  async keepEpoch(checkpoint: Checkpoint, record: EpochRecord): Promise<void> {
    const { path } = this;
    let history = await this.#readHistory();
    if (record.epoch !== history.records.length) {
      requireNext(history, checkpoint, record);
      await writeCheckpoint(path, checkpoint);
      history = this.#history = await appendEpoch(this.#historyPath, history, record);
    }
    await this.#events.tell(history.records, (await this.#readRecord()).startedAt);
    await removeOthers(path, CHECKPOINTS, checkpointsToKeep(history.records));
  }

  async keepPreview(preview: RunPreview): Promise<void> {
    await writePreview(this.path, preview);
    await removeOthers(this.path, PREVIEWS, previewsToKeep((await this.#readHistory()).records));
  }

  async lastCheckpoint(): Promise<Checkpoint | null> {
    await this.#clean();
    const history = await readHistory(this.#historyPath);
    const { checkpoint, problems } = await lastIntact(this.path, history.records);
    problems.forEach(this.options.notify);
    this.#history = await cutHistory(this.#historyPath, history, checkpoint?.epoch ?? 0);
    return checkpoint;
  }

  checkpoint(epoch: number): Promise<Checkpoint | null> {
    return readCheckpoint(this.path, epoch);
  }

  async writeModel(
    facts: TrainedModelFacts,
    weights: Weights,
    predict: (input: Float32Array, size: { width: number; height: number }) => Float32Array,
  ): Promise<string> {
    const { path: run } = this;
    const epoch = (await this.#readHistory()).records[facts.epoch - 1];
    const checkpoint = await readCheckpoint(run, facts.epoch);
    if (!epoch || !checkpoint) {
      const detail = `epoch ${facts.epoch}`;
      throw new InternalError(`A model was to be made of an epoch that is not kept (${detail}).`, { detail });
    }
    const record = await this.#readRecord();
    const { sha256: checkpointSha256 } = checkpoint;
    return writeTrainedModel({ run, record, epoch, checkpointSha256, facts, weights, predict });
  }

  async #writeRecord(record: RunRecord): Promise<void> {
    await writeWholeFile(join(this.path, RUN_FILE), jsonBytes(record));
    this.#record = record;
  }

  async #makeEmpty(): Promise<void> {
    const { path } = this;
    try {
      await mkdir(path, { recursive: true });
      await this.#requireEmpty();
    } catch (error) {
      throw writeError(error, path, 0);
    }
  }

  /** Throws InvalidRequestError for a folder that holds something, and what the file system throws. */
  async #requireEmpty(): Promise<void> {
    await this.#clean();
    const held = (await readdir(this.path)).filter((name) => name !== STATUS_FILE); // which a killed `begin` leaves
    if (held.length === 0) return;
    throw new InvalidRequestError(
      `The folder ${this.path} is not empty (it holds "${held[0]!}"). Choose a new folder for the run, or resume the run in it.`,
      { parameter: 'out' },
    );
  }

  /** Removes what killed processes left half written. */
  async #clean(): Promise<void> {
    for (const folder of ['', CHECKPOINTS, PREVIEWS]) await removeLeftovers(join(this.path, folder));
  }

  async #readHistory(): Promise<History> {
    return (this.#history ??= await readHistory(this.#historyPath));
  }

  async #readRecord(): Promise<RunRecord> {
    return (this.#record ??= await readRunRecord(this.path));
  }
}

/** Throws InternalError for a record that could not be read again: JSON has no infinite numbers. */
function requireStorable(record: RunRecord): void {
  const checked = RunRecord.safeParse(record);
  if (checked.success) return;
  const detail = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new InternalError(`The run cannot be recorded (${detail}).`, { detail });
}

/** Throws InternalError where an epoch does not follow the history or cannot be recorded. */
function requireNext({ records }: History, checkpoint: Checkpoint, record: EpochRecord): void {
  lineOf(record);
  if (
    record.epoch === records.length + 1 &&
    checkpoint.epoch === record.epoch &&
    checkpoint.step === record.step
  )
    return;
  const detail = `epoch ${record.epoch} (checkpoint ${checkpoint.epoch}) after ${records.length}`;
  throw new InternalError(`An epoch was to be kept that does not follow the one before: ${detail}.`, {
    detail,
  });
}
