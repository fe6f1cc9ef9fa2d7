import type { ModelRecord } from '../contract/model';
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
  /** Writes `run.json` anew when a run is resumed with more epochs, or computed by something else. */
  amend(record: RunRecord): Promise<void>;
  detail(): Promise<RunDetail>;
  setStatus(status: Omit<RunStatus, 'changedAt'>): Promise<void>;
  /**
   * Keeps a finished epoch: checkpoint first, then the line of the history (with TensorBoard's events), so that what is
   * in the history can be resumed from. Older checkpoints are thinned; the best and the last stay.
   */
  keepEpoch(checkpoint: Checkpoint, record: EpochRecord): Promise<void>;
  keepPreview(preview: RunPreview): Promise<void>;
  /** The last checkpoint whose epoch is in the history; null where no epoch was finished. Later history is dropped. */
  lastCheckpoint(): Promise<Checkpoint | null>;
  checkpoint(epoch: number): Promise<Checkpoint | null>;
  /** Writes the model of an epoch as a bundle draft below the run folder; answers the bundle's folder. */
  writeModel(
    record: Omit<ModelRecord, 'format' | 'version' | 'weights' | 'test'>,
    weights: Weights,
  ): Promise<string>;
}
