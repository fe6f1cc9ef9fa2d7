import { z } from 'zod';
import { DataSource } from './training-config';

/** A path with dots into a training configuration: "optimiser.learningRate", "architecture.blocks". */
const key = z
  .string()
  .regex(/^[A-Za-z0-9]+(\.[A-Za-z0-9]+)*$/, 'a path with dots, such as optimiser.learningRate');
const name = z.string().min(1).max(100);
const settings = z.record(key, z.json());

/** One network, or one way to train it: what is otherwise than in the configuration that all begin with. */
export const SweepVariant = z.strictObject({
  /** What it is called in the table and at its curve; by default what it sets. */
  name: name.optional(),
  /** Begins with this preset instead. */
  preset: name.optional(),
  set: settings.default({}),
});
export type SweepVariant = z.infer<typeof SweepVariant>;

/**
 * Training runs to be compared: a configuration, what varies in it, and values to combine. Every variant is trained with
 * every combination of the grid's values; unknown keys are refused.
 */
export const SweepConfig = z.strictObject({
  format: z.literal('finescope-sweep').default('finescope-sweep'),
  version: z.literal(1).default(1),
  /** What runs and models are called by, before the name of their variant. */
  name,
  /** What all begin with: a preset, or a configuration as `train` reads it (without a name). */
  preset: name.optional(),
  config: z.record(z.string(), z.json()).optional(),
  /** The data of all, where the configuration does not hold them: as there, or a folder or table (.csv) of pairs. */
  data: z.union([z.string().min(1), DataSource]).optional(),
  /** What is otherwise than there, in all. */
  set: settings.default({}),
  variants: z.array(SweepVariant).min(1).optional(),
  /** Values by key, e.g. "optimiser.learningRate": [1e-3, 3e-4]. The last key varies fastest. */
  grid: z.record(key, z.array(z.json()).min(1)).default({}),
});
export type SweepConfig = z.infer<typeof SweepConfig>;
/** What a person writes. */
export type SweepConfigInput = z.input<typeof SweepConfig>;
