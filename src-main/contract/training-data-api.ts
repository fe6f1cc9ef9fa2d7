import { z } from 'zod';
import type { Linear } from './compute-api';
import { Normalisation } from './model';
import { call, type Api } from './rpc';
import { RunValues, type RunData } from './run';
import type { DataReport, FieldSummary } from './training-api';
import { DataSource, TrainingConfig } from './training-config';

/** What a training run has to know of its data. */
export interface PreparedData extends RunValues {
  report: DataReport;
  run: RunData;
  /** Side of the input patches: a multiple of the network's size step. */
  side: number;
  /** The affine rescaling of input onto target with the least squares, fitted on all training fields; network units. */
  rescaling: Linear;
  /**
   * Held-out images that are scored each epoch, in their order; `preview` marks the one whose prediction is kept. Their
   * sides are multiples of the network's size step: what is beyond is cut off, at the right and lower edge.
   */
  heldOut: { field: string; frame: number; width: number; height: number; preview: boolean }[];
}

/** A whole image with its target, network values, row-major. */
export interface WholePair {
  field: string;
  width: number;
  height: number;
  input: Float32Array;
  target: Float32Array;
  /** Mean of the field's frames; null where it has one, and where its frames have targets of their own. */
  average: Float32Array | null;
}

/** A step's patches: see `training/training-program.ts`. */
export interface PatchBatch {
  input: Float32Array;
  target: Float32Array;
}

/** Fields that were opened to be scored. */
export interface OpenedFields {
  fields: Omit<FieldSummary, 'part'>[];
  scale: number;
  /** As in {@link PreparedData}, of these fields; `rescaling` is fitted on all of them. */
  zero: number;
  range: number;
  rescaling: Linear;
}

/** The calls of the thread that reads a run's data, so that reading and computing never wait on each other. */
export const trainingDataApi = {
  /** Finds, checks, splits and measures the data. Throws InvalidRequestError with the first error's sentence. */
  prepare: call(
    z.strictObject({
      config: TrainingConfig,
      sizeStep: z.int().min(1),
      scale: z.number(),
      /** Those of a run that goes on; fitted to the training fields, where absent. */
      values: RunValues.optional(),
    }),
  ).returns<PreparedData>(),
  /** The batch of a step (from 0) of an epoch (from 1); the next ones are made ready meanwhile. */
  batch: call(z.strictObject({ epoch: z.int().min(1), step: z.int().min(0) })).returns<PatchBatch>(),
  /** A held-out image by its place in {@link PreparedData.heldOut}. */
  heldOut: call(z.strictObject({ index: z.int().min(0) })).returns<WholePair>(),
  /**
   * Opens and measures fields of a data source that need not be those of a run, as a model takes them: for `evaluate`.
   * Throws InvalidRequestError with the first error's sentence.
   */
  openFields: call(
    z.strictObject({
      data: DataSource,
      scale: z.number(),
      normalisation: Normalisation,
      /** Names; all fields, where absent. */
      fields: z.array(z.string()).optional(),
    }),
  ).returns<OpenedFields>(),
  /** A frame of a field opened so, whole, with its target: network values. */
  readField: call(z.strictObject({ field: z.string(), frame: z.int().min(0) })).returns<WholePair>(),
};

export type TrainingDataApi = Api<typeof trainingDataApi>;
