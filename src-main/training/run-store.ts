import type { TrainedModelFacts } from '../contract/model';
import type { Checkpoint, EpochRecord, RunDetail, RunPreview, RunRecord, RunStatus } from '../contract/run';
import type { Weights } from '../models/layers';

/**
 * A run folder, as the loop writes it. Everything is written whole or not at all; a file's last line that was half
 * written is dropped when the run is read again. `io/run-folder` implements it.
 */
export interface RunStore {
  readonly path: string;
  /** Writes `run.json` of a new run. Throws FileNotWritableError, DiskFullError, InvalidRequestError (not empty). */
  begin(record: RunRecord): Promise<void>;
  /** Writes `run.json` anew, where a run goes on otherwise than it was begun: to more epochs, with other threads. */
  amend(record: RunRecord): Promise<void>;
  detail(): Promise<RunDetail>;
  /** Works on a full disk too, but for the first time in a run. */
  setStatus(status: Omit<RunStatus, 'changedAt' | 'process'>): Promise<void>;
  /**
   * Keeps a finished epoch: checkpoint first, then the line of the history (with TensorBoard's events), so that what is
   * in the history can be resumed from. Older checkpoints are thinned; the best and the last stay. Throws DiskFullError:
   * then nothing was lost, and the same call is made again once there is room.
   */
  keepEpoch(checkpoint: Checkpoint, record: EpochRecord): Promise<void>;
  /** Keeps how a held-out field looks after an epoch that was kept; older previews are thinned. Throws as keepEpoch. */
  keepPreview(preview: RunPreview): Promise<void>;
  /**
   * What a run goes on from: the last intact checkpoint whose epoch is in the history; null where no epoch was finished.
   * Later history is dropped; a damaged checkpoint that was passed over is told to whoever opened the folder. Throws
   * DamagedFileError where epochs were finished and no checkpoint of them can be read.
   */
  lastCheckpoint(): Promise<Checkpoint | null>;
  /** The checkpoint of an epoch; null where none is kept. Throws DamagedFileError. */
  checkpoint(epoch: number): Promise<Checkpoint | null>;
  /**
   * Writes the model of a kept epoch as a complete bundle below the run folder, in place of an earlier one, and answers
   * the bundle's folder. `predict` answers the stored test: network values, with `weights`.
   */
  writeModel(
    facts: TrainedModelFacts,
    weights: Weights,
    predict: (input: Float32Array, size: { width: number; height: number }) => Float32Array,
  ): Promise<string>;
}
