import type { ComputeApi } from '../contract/compute-api';
import type { FilesApi } from '../contract/files-api';
import type { TrainingApi } from '../contract/training-api';

/** A `files` process for whoever holds the lease, until it is given back or ended. */
export interface FilesLease {
  readonly files: FilesApi;
  /** False from when the process has ended: its calls fail from then on. */
  readonly usable: boolean;
  /** Gives the process back for others to use; whoever leased it has closed what was open in it. */
  giveBack(): void;
  /** Ends the process, with whatever is open in it. */
  end(): Promise<void>;
}

/** What a `training` process is told before it starts. */
export interface TrainingOptions {
  /** Threads of the processor that TensorFlow computes with; all, where absent. */
  threads?: number | undefined;
}

/** What a job works with: the apis of supervised processes, and where things are. No job starts a process itself. */
export interface Session {
  /**
   * Runs `work` with a `files` process of its own, so that a file that ends its decoder costs this work only. The
   * process is given back afterwards.
   */
  withFiles<Result>(work: (files: FilesApi) => Promise<Result>): Promise<Result>;
  /** A `files` process of its own for as long as it is wanted; it starts with the first call. */
  leaseFiles(): FilesLease;
  /** The `compute` process. */
  readonly compute: ComputeApi;
  /** Ends the `compute` process; the next call starts a fresh one. Loaded models are gone. */
  restartCompute(): Promise<void>;
  /** Runs `work` with a `training` process of its own, which ends with it, however it ends. */
  withTraining<Result>(
    work: (training: TrainingApi) => Promise<Result>,
    options?: TrainingOptions,
  ): Promise<Result>;
  /** Folder of this user's training runs. */
  readonly runsFolder: string;
  /** Folder of installed models, and a folder for what lives as long as this session. */
  readonly modelsFolder: string;
  readonly scratchFolder: string;
  /** Finescope's version. */
  readonly version: string;
  /** What the processes run on, in words: "Node v20.20.2, linux x64". */
  readonly host: string;
  /** Tells the person something at once that does not stop the work (a fallback, an unusual range). */
  notify(sentence: string): void;
}
