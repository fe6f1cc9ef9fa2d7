import { z } from 'zod';
import { Normalisation } from './model';
import { TrainingConfig } from './training-config';

/**
 * What a run folder holds beside checkpoints and previews, as it lies on the disk and crosses process lines. RMSE, PSNR
 * and SSIM are in network units of the target (`fixed`: full scale is 1, as the paper plots it).
 */

/** How near predictions, or what stands in for them, come to the targets of held-out fields. */
export const Scores = z.strictObject({
  rmse: z.number(),
  /** dB; mean over fields of 10 log10(range² / MSE of the field). */
  psnr: z.number(),
  /** 7x7 uniform window; null where an image is smaller than it. */
  ssim: z.number().nullable(),
});
export type Scores = z.infer<typeof Scores>;

/** What no network is needed for, scored on the same held-out frames. */
export const Baselines = z.strictObject({
  /** The input as it is (enlarged by repetition where the target is finer). */
  raw: Scores,
  /** The mean of the field's frames; null where a field has one frame. */
  average: Scores.nullable(),
  /** The input after the best affine rescaling of intensity, fitted on training fields. */
  rescaled: Scores,
  /** ... fitted on each held-out image itself: an upper bound for rescaling, not reachable without the target. */
  ownRescaled: Scores,
});
export type Baselines = z.infer<typeof Baselines>;

/** A line of `history.jsonl`: one finished epoch. */
export const EpochRecord = z.strictObject({
  /** From 1. */
  epoch: z.int().min(1),
  /** Steps done since the run began. */
  step: z.int().min(1),
  learningRate: z.number(),
  /** Means over the epoch's steps: the generator's whole loss, its terms by name, a discriminator's loss. */
  train: z.strictObject({
    loss: z.number(),
    rmse: z.number(),
    terms: z.record(z.string(), z.number()),
    discriminator: z.number().nullable(),
  }),
  /** Null where no field is held out. */
  validation: Scores.extend({ loss: z.number() }).nullable(),
  /** Whether this is the best epoch so far: least validation loss (training loss where no field is held out). */
  best: z.boolean(),
  /** Seconds the epoch took, pauses not counted, and when it ended (ISO 8601). */
  seconds: z.number(),
  endedAt: z.string(),
});
export type EpochRecord = z.infer<typeof EpochRecord>;

/** Where a run stands. `interrupted` is never written: it is what a `running` one is whose process is gone. */
export const RunState = z.enum(['running', 'paused', 'finished', 'stopped', 'failed', 'interrupted']);
export type RunState = z.infer<typeof RunState>;

/** What computed a run: the bits of its numbers depend on it. */
export const RunEnvironment = z.strictObject({
  finescope: z.string(),
  runtime: z.string(),
  device: z.string(),
  kind: z.enum(['gpu', 'cpu', 'wasm']),
  threads: z.int().min(1),
  oneDnn: z.boolean(),
  host: z.string(),
});
export type RunEnvironment = z.infer<typeof RunEnvironment>;

/** What the run trains on, after the check: the split as it was drawn, and how much there is. */
export const RunData = z.strictObject({
  train: z.array(z.string()),
  validation: z.array(z.string()),
  test: z.array(z.string()),
  /** Input frames of the training fields. */
  frames: z.int(),
  stepsPerEpoch: z.int().min(1),
  inputSize: z.strictObject({ width: z.int(), height: z.int() }),
  outputScale: z.number(),
  /** SHA-256 over names, sizes and times of all files: a resumed run says when the data changed. */
  fingerprint: z.string(),
});
export type RunData = z.infer<typeof RunData>;

/** How stored values become network values, as it was fitted to the data when a run began: it stays so to the run's end. */
export const RunValues = z.strictObject({
  /** With its numbers, as the model keeps it. */
  normalisation: Normalisation,
  /** Network value of a stored 0, and span of the targets in network units (1 for `fixed`): what PSNR and SSIM refer to. */
  zero: z.number(),
  range: z.number().positive(),
});
export type RunValues = z.infer<typeof RunValues>;

/** `run.json`: all about a run but its numbers. */
export const RunRecord = z.strictObject({
  format: z.literal('finescope-run'),
  version: z.literal(1),
  config: TrainingConfig,
  data: RunData,
  values: RunValues,
  baselines: Baselines.nullable(),
  parameters: z.int().min(1),
  environment: RunEnvironment,
  startedAt: z.string(),
});
export type RunRecord = z.infer<typeof RunRecord>;

/** `status.json`: rewritten whenever it changes. */
export const RunStatus = z.strictObject({
  state: RunState,
  /** Of the process that trains; null where none does. */
  pid: z.int().nullable(),
  /** Where and when that process started: with it a living run is told from one that was interrupted. */
  process: z.strictObject({ host: z.string(), started: z.string().nullable() }).nullable(),
  /** Why it stands where it stands, as a sentence; null while all is well. */
  reason: z.string().nullable(),
  changedAt: z.string(),
});
export type RunStatus = z.infer<typeof RunStatus>;

/** A run as lists show it. */
export interface RunSummary {
  path: string;
  name: string;
  state: RunState;
  reason: string | null;
  network: string;
  epoch: number;
  epochs: number;
  best: { epoch: number; scores: Scores | null } | null;
  baselines: Baselines | null;
  startedAt: string;
  changedAt: string;
  /** The model it made, once there is one: the bundle's folder. */
  model: string | null;
}

/** One image of a field as a network sees it: network values, row-major. */
export interface RunPlane {
  width: number;
  height: number;
  values: Float32Array;
}

/**
 * A held-out field after an epoch: what was fed, what came of it, and the target. Prediction and target have the same
 * size; the input's is smaller by the network's output scale. A run folder keeps the middle of large ones.
 */
export interface RunPreview {
  epoch: number;
  field: string;
  input: RunPlane;
  prediction: RunPlane;
  target: RunPlane;
}

/** All that a run folder tells. */
export interface RunDetail {
  summary: RunSummary;
  record: RunRecord;
  history: EpochRecord[];
  /** Epochs that a preview, and those that a checkpoint, is kept of. */
  previews: number[];
  checkpoints: number[];
}

/** All that a run needs to go on after the epoch it was written at, beside the configuration: exact to the bit. */
export interface Checkpoint {
  epoch: number;
  step: number;
  /** Weights, running statistics and moments by name. */
  state: ReadonlyMap<string, Float32Array>;
  /** What the schedule and early stopping remember. */
  schedule: ScheduleMemory;
}

/** What a schedule has to remember between epochs: plain numbers. */
export const ScheduleMemory = z.strictObject({
  /** Product of the plateau's reductions so far. */
  factor: z.number(),
  /** Least loss so far, and the epoch it was at. */
  bestLoss: z.number().nullable(),
  bestEpoch: z.int(),
  /** The loss that the plateau compares with, and epochs since it was last clearly undercut. */
  plateauLoss: z.number().nullable(),
  /** Largest loss of the run's first steps: what an exploding one is measured by. */
  startingLoss: z.number().nullable(),
  badEpochs: z.int(),
});
export type ScheduleMemory = z.infer<typeof ScheduleMemory>;
