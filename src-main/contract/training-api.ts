import { z } from 'zod';
import type { DeviceInfo } from './compute-api';
import { Architecture } from './model';
import { call, type Api } from './rpc';
import type { EpochRecord, RunDetail, RunState, Scores } from './run';
import { DataSource, Patches, Split, TrainingConfig, TrainingNormalisation } from './training-config';

/** What was found in the data before the first step. An error stops; a warning is to be read. */
export interface DataFinding {
  level: 'error' | 'warning';
  /** What was found, e.g. "shift", "saturation", "empty", "duplicate", "size", "type", "range", "unreadable". */
  kind: string;
  /** What it is about, as the person named it. */
  file: string;
  sentence: string;
}

/** A field of view as the check saw it. */
export interface FieldSummary {
  name: string;
  input: string;
  target: string;
  frames: number;
  width: number;
  height: number;
  part: 'train' | 'validation' | 'test' | 'unused';
}

/** What training data were found to be. */
export interface DataReport {
  fields: FieldSummary[];
  findings: DataFinding[];
  /** Input frames of all training fields. */
  trainFrames: number;
  inputType: string;
  targetType: string;
  /** Target pixels per input pixel along each side. */
  scale: number;
}

/** What of a configuration the data decide about: checked by a `files` process. */
export const DataRequest = z.strictObject({
  data: DataSource,
  split: Split,
  patches: Patches,
  normalisation: TrainingNormalisation,
  seed: z.int().min(0),
  /** Where the network is known: whether sizes fit it is checked, too. */
  architecture: Architecture.optional(),
});
export type DataRequest = z.infer<typeof DataRequest>;

/** What a run of this configuration would take, from steps that were timed. */
export interface TrainingEstimate {
  parameters: number;
  stepsPerEpoch: number;
  secondsPerStep: number;
  /** Everything but the steps: scoring the held-out fields. */
  secondsPerEpoch: number;
  /** Of the whole run, in seconds. */
  seconds: number;
  /** Memory the process took for it, and what is free, in bytes. */
  neededBytes: number;
  freeBytes: number;
}

/** What happens while a network is trained. */
export type TrainingEvent =
  /** The run stands in its folder: data checked, record written; or it was read again to be resumed. */
  | { kind: 'begun'; detail: RunDetail }
  /** Steps of the epoch under way. */
  | { kind: 'step'; epoch: number; step: number; stepsPerEpoch: number; loss: number; secondsPerStep: number }
  | { kind: 'epoch'; record: EpochRecord; hasPreview: boolean; secondsLeft: number }
  | { kind: 'state'; state: RunState; reason: string | null }
  /** Something to know that stops nothing. */
  | { kind: 'notice'; sentence: string };

/** How a run ended. */
export interface TrainingOutcome {
  path: string;
  state: RunState;
  reason: string | null;
  epoch: number;
  best: EpochRecord | null;
  /** The bundle of the best epoch inside the run folder. */
  model: string | null;
}

/** A network, or what needs none, scored on one field. */
export interface FieldScores {
  field: string;
  frames: number;
  network: Scores;
  raw: Scores;
  average: Scores | null;
  /** Null where no training fields are known to fit it on. */
  rescaled: Scores | null;
  ownRescaled: Scores;
}

/** Mean and standard deviation over fields. */
export interface Spread {
  mean: number;
  sd: number;
}

/** A row of an evaluation: one way to get an image, over all fields. */
export interface EvaluationRow {
  name: 'network' | 'raw' | 'average' | 'rescaled' | 'ownRescaled';
  rmse: Spread;
  psnr: Spread;
  ssim: Spread | null;
}

/** What `evaluate` answers. */
export interface EvaluationReport {
  model: string;
  fields: FieldScores[];
  rows: EvaluationRow[];
  /** Sentences that say plainly what the numbers mean: whether the network beats each baseline, and by how much. */
  verdict: string[];
}

const path = z.string().min(1);

/**
 * The calls of a `training` process: one run, or one evaluation, at a time. It reads the data itself, in a thread of its
 * own, and writes the run folder.
 */
export const trainingApi = {
  device: call(z.strictObject({})).returns<DeviceInfo>(),
  /** Builds the graph, times a few steps and says what the run would take; leaves nothing behind. */
  estimate: call(z.strictObject({ config: TrainingConfig })).returns<TrainingEstimate>(),
  /**
   * Trains in `run`, a folder that does not exist yet (or holds nothing); cancelling aborts, keeping the last whole
   * epoch. Throws for what does not fit before the first step; what happens later is the outcome's state and reason.
   */
  train: call(z.strictObject({ config: TrainingConfig, run: path, host: z.string() })).streams<
    TrainingEvent,
    TrainingOutcome
  >(),
  /** Goes on from the last whole epoch. `epochs` trains on beyond the end that was planned. */
  resume: call(z.strictObject({ run: path, epochs: z.int().min(1).optional(), host: z.string() })).streams<
    TrainingEvent,
    TrainingOutcome
  >(),
  /** Acts on the run under way, at the end of its step: `pause` waits, `stop` ends it and keeps the best. */
  control: call(z.strictObject({ action: z.enum(['pause', 'continue', 'stop']) })).returns<void>(),
  /**
   * Scores a model (a bundle's folder). Without `data`, on the fields that its run held out for testing (else for
   * validation); where `data` are those of its run, never on fields that it was trained on. The rescaling is fitted on
   * the run's training fields, where the run is still there.
   */
  evaluate: call(
    z.strictObject({
      model: path,
      data: DataSource.optional(),
      /** Names of the fields to score; all others than the training fields, where absent. */
      fields: z.array(z.string()).optional(),
    }),
  ).returns<EvaluationReport>(),
};

export type TrainingApi = Api<typeof trainingApi>;
