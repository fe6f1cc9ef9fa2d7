import { z } from 'zod';
import { call } from './rpc';
import type { RunDetail, RunPreview, RunSummary } from './run';
import { DataRequest, type DataReport, type TrainingEstimate, type TrainingEvent } from './training-api';
import { TrainingConfig } from './training-config';

/** What a window asks about training. It names runs by path only where they were listed, granted or begun for it. */

/** A run as it stands. */
export interface WatchedRun {
  detail: RunDetail;
  /** Whether this application trains it: only then it can be paused and stopped here. */
  isOurs: boolean;
  /** Where it is trained here; null until an epoch was timed. */
  secondsLeft: number | null;
}

/**
 * What a watcher hears: the whole run first, and whenever it was read anew; in between, where it is trained here, what
 * happens. An epoch that the whole run holds already may be told again.
 */
export type RunEvent = ({ kind: 'run' } & WatchedRun) | Exclude<TrainingEvent, { kind: 'begun' }>;

const run = z.string().min(1);

/** The calls about training; part of the application's api. */
export const trainingCalls = {
  /** The runs of this user, the one changed last first; those whose folder cannot be read are told in `problems`. */
  listRuns: call(z.strictObject({})).returns<{ runs: RunSummary[]; problems: string[] }>(),
  /** Tells of a run until it has ended or the call is cancelled. */
  watchRun: call(z.strictObject({ run })).streams<RunEvent, void>(),
  /** A held-out field after an epoch that a preview is kept of. */
  runPreview: call(z.strictObject({ run, epoch: z.int().min(1) })).returns<RunPreview>(),

  /** Looks at training data before the first step. */
  checkTrainingData: call(DataRequest).returns<DataReport>(),
  /** Times a few steps; leaves nothing behind. */
  estimateTraining: call(z.strictObject({ config: TrainingConfig })).returns<TrainingEstimate>(),
  /** Begins a run among this user's, in a process of its own; answers when it stands in its folder. */
  startTraining: call(z.strictObject({ config: TrainingConfig })).returns<{ run: string }>(),
  /** Goes on with a run that has ended or was interrupted; `epochs` trains beyond the end that was planned. */
  resumeRun: call(z.strictObject({ run, epochs: z.int().min(1).optional() })).returns<void>(),
  /** Acts on a run that this application trains. `stop` ends it after its step and keeps the best. */
  controlRun: call(z.strictObject({ run, action: z.enum(['pause', 'continue', 'stop']) })).returns<void>(),
};
