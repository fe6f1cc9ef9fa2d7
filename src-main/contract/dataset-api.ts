import { z } from 'zod';
import { DatasetField, DatasetRecord } from './dataset';
import type { DriftReport } from './drift';
import type { PixelType } from './image';
import { FrameShift } from './reconstruction';
import { call } from './rpc';

/** A stack of one field of view, by its path below the folder. */
export interface FoundStack {
  name: string;
  stack: string;
  /** The known truth of a simulated field. */
  truth: string | null;
  bytes: number;
  modifiedMs: number;
}

/** What a stack is, before anything is made of it. */
export interface StackSurvey {
  /** How many are used. */
  frames: number;
  width: number;
  height: number;
  pixelType: PixelType;
  /** Part of the signal above the background that is lost from the first to the last tenth of the frames. */
  bleached: number;
  /** Part of all pixels that lie at the camera's limit. */
  saturated: number;
  /** Null where it was not asked for, or could not be told, which `driftProblem` then says. */
  drift: DriftReport | null;
  driftProblem: string | null;
}

/** How a target fits the mean of the frames it was made of. */
export interface TargetJudgement {
  rsp: number;
  shift: { x: number; y: number; confidence: number };
  top: number;
  /** A small PNG of both, as a data URI. */
  picture: string;
}

const path = z.string().min(1);
/** The frames of a stack that are used; undefined is all. */
const stack = { path, frames: z.int().min(2).optional() };

/** What `files` processes do for data sets. */
export const datasetCalls = {
  /** The stacks of a folder, one for each field. Throws FileNotReadableError, InvalidRequestError where there are none. */
  findStacks: call(z.strictObject({ folder: path, field: z.string().min(1).optional() })).returns<
    FoundStack[]
  >(),
  /** Streams a stack once. */
  surveyStack: call(z.strictObject({ ...stack, drift: z.boolean() })).returns<StackSurvey>(),
  /** Writes the mean of a stack's frames, moved back by `shifts` (empty: as they are), as float32. */
  writeAverage: call(
    z.strictObject({ ...stack, shifts: z.array(FrameShift), margin: z.int().min(0), out: path }),
  ).returns<void>(),
  /** Writes a stack's frames in their own type, moved back by `shifts` (empty: as they are). */
  writeFrames: call(
    z.strictObject({ ...stack, shifts: z.array(FrameShift), margin: z.int().min(0), out: path }),
  ).returns<void>(),
  /** Writes the truth of a field as a target: as it is, or as means over each pixel of the frames. */
  writeTruth: call(
    z.strictObject({
      path,
      width: z.int().min(1),
      height: z.int().min(1),
      margin: z.int().min(0),
      grid: z.enum(['input', 'magnified']),
      out: path,
    }),
  ).returns<void>(),
  judgeTarget: call(z.strictObject({ target: path, average: path })).returns<TargetJudgement>(),
  /**
   * Takes a folder for a data set: makes it where it is missing, keeps `plan` in it, and answers the fields of the same
   * plan that are done. Throws FileNotWritableError where it holds anything else.
   */
  takeDatasetFolder: call(z.strictObject({ folder: path, plan: z.record(z.string(), z.json()) })).returns<
    DatasetField[]
  >(),
  /** Keeps what became of a field, whole or not at all; from then on it is done. */
  keepField: call(z.strictObject({ folder: path, field: DatasetField })).returns<void>(),
  /**
   * Makes the set complete: targets of all fields that are ready with 16 bits and one scale, and the record. The
   * folder of targets appears last, so that nothing half written is ever trained on.
   */
  completeDataset: call(z.strictObject({ folder: path, record: DatasetRecord })).returns<void>(),
  /** Which fields are held out, drawn as training draws them. Throws InvalidRequestError where none is left to train on. */
  divideFields: call(
    z.strictObject({
      names: z.array(z.string()),
      validation: z.int().min(0),
      test: z.int().min(0),
      seed: z.int().min(0),
    }),
  ).returns<DatasetRecord['split']>(),
  /** The record of a data set; null where a folder is none. */
  readDataset: call(z.strictObject({ folder: path })).returns<DatasetRecord | null>(),
};
