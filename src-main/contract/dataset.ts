import { z } from 'zod';
import { EsrrfParams, EsrrfTemporal, SrrfParams, SrrfTemporal } from './reconstruction';

/**
 * How raw stacks become a training set: one schema for the form, the command line (`--set key=value`) and the set's own
 * record. The defaults make what the paper has: frames as they are, and one SRRF image of them on the same pixels.
 */

/** What the network is to learn to answer: one image of all frames, or (of simulations) the known truth. */
export const DatasetTarget = z.discriminatedUnion('method', [
  SrrfParams.extend({ temporal: SrrfTemporal.exclude(['frames']).default('avg') }),
  EsrrfParams.extend({ temporal: EsrrfTemporal.exclude(['frames']).default('avg') }),
  z.strictObject({ method: z.literal('truth') }),
]);
export type DatasetTarget = z.infer<typeof DatasetTarget>;

/** From when on a field is left out. */
export const FieldLimits = z.strictObject({
  driftPx: z
    .number()
    .min(0)
    .max(1000)
    .default(5)
    .describe('Largest drift that is corrected, in pixels; fields that drift more are left out.'),
  bleached: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Largest part of the signal that may be lost from the first to the last tenth of the frames.'),
  saturated: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe("Largest part of all pixels that may lie at the camera's limit."),
  rsp: z
    .number()
    .min(-1)
    .max(1)
    .default(0.5)
    .describe("Least resolution-scaled Pearson correlation of the target with the frames' mean (SQUIRREL)."),
  targetShiftPx: z
    .number()
    .min(0)
    .max(1000)
    .default(1)
    .describe("Largest shift between the target and the frames' mean, in pixels."),
});
export type FieldLimits = z.infer<typeof FieldLimits>;

/** All that a data set is built by. */
export const DatasetConfig = z.strictObject({
  format: z.literal('finescope-dataset').default('finescope-dataset'),
  version: z.literal(1).default(1),
  target: DatasetTarget.prefault({ method: 'srrf' }),
  grid: z
    .enum(['input', 'magnified'])
    .default('input')
    .describe("The target's size: that of the frames, as in the paper, or magnified."),
  frames: z
    .int()
    .min(2)
    .max(100_000)
    .optional()
    .describe('Only the first so many frames of each stack (the paper: 50); all where empty.'),
  drift: z
    .enum(['estimate', 'none'])
    .default('estimate')
    .describe('Whether drift is estimated and corrected: frames are moved back onto the first.'),
  margin: z
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .describe(
      'Pixels left off on each side, where reconstructions have no values and drift brings in others.',
    ),
  limits: FieldLimits.prefault({}),
  field: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Regular expression whose first group, on a stack's path, is the field's name; else FOV_08 and the like.",
    ),
  validation: z.int().min(0).max(1000).default(1).describe('Fields held out and scored each epoch.'),
  test: z.int().min(0).max(1000).default(0).describe('Fields never seen until the model is evaluated.'),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1)
    .describe('Chooses the fields that are held out.'),
});
export type DatasetConfig = z.infer<typeof DatasetConfig>;
/** What a person writes: everything that has a default may be absent. */
export type DatasetConfigInput = z.input<typeof DatasetConfig>;

const nullable = z.number().nullable();

/** What became of one field; kept in the set, so that a field that is done is not done again. */
export const DatasetField = z.strictObject({
  name: z.string().min(1),
  /** Its stack, and the truth it was compared with, as paths below the folder of stacks. */
  stack: z.string().min(1),
  truth: z.string().nullable(),
  /** Size and time of change of the stack that this was made of: another one is done anew. */
  bytes: z.number(),
  modifiedMs: z.number(),
  state: z.enum(['ready', 'rejected']),
  /** Why it was left out, as sentences. */
  reasons: z.array(z.string()),
  frames: z.number(),
  width: z.number(),
  height: z.number(),
  driftPx: nullable,
  bleached: nullable,
  saturated: nullable,
  rsp: nullable,
  targetShift: z.strictObject({ x: z.number(), y: z.number(), confidence: z.number() }).nullable(),
  /** The value of the target that a thousandth of its pixels exceed. */
  targetTop: nullable,
  /** The mean of the frames beside the target: a small PNG as a data URI. */
  picture: z.string().nullable(),
});
export type DatasetField = z.infer<typeof DatasetField>;

/** A set that is complete: what it was built by, and how. Kept in it as `dataset.json`. */
export const DatasetRecord = z.strictObject({
  finescope: z.string(),
  created: z.string(),
  /** Where the stacks lie. */
  stacks: z.string(),
  config: DatasetConfig,
  /** Stored target = value of the reconstruction x scale; the same for all fields, so that brightness can be compared. */
  targetScale: z.number(),
  /** The fields held out; all other fields that are ready are trained on. */
  split: z.strictObject({ validation: z.array(z.string()), test: z.array(z.string()) }),
  fields: z.array(DatasetField.omit({ picture: true })),
});
export type DatasetRecord = z.infer<typeof DatasetRecord>;
