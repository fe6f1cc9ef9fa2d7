import { z } from 'zod';
import type { PixelBlock } from './image';
import { FrameShift, ReconstructionStrip } from './reconstruction';
import { call, type Api } from './rpc';
import { PixelBlockSchema } from './schemas';

/**
 * Sums of a magnified image's values over each sub-pixel phase: those of pixel (i, j) with i mod m = a, j mod m = b lie at
 * `sums[a * m + b]`, each the sum of `count` values.
 */
export const PhaseSums = z.strictObject({
  magnification: z.int().min(1),
  sums: z.instanceof(Float64Array),
  count: z.number().min(0),
});

export type PhaseSums = z.infer<typeof PhaseSums>;

/**
 * Frames of a strip, in their order: the pixels of its block, and how far each has moved. `survey` only sums each
 * reconstructed frame's phases; `phases` are those of whole frames, by whose means each is divided.
 */
export const StripFrames = z.strictObject({
  blocks: z.array(PixelBlockSchema).min(1),
  shifts: z.array(FrameShift),
  survey: z.boolean(),
  phases: z.array(PhaseSums).nullable(),
});
export type StripFrames = z.infer<typeof StripFrames>;

/** What came of frames: images where each is a result by itself, phases where they were surveyed. */
export interface AddedFrames {
  /** Of `keep`, magnified, as float32: one for each frame, or none. */
  images: PixelBlock[];
  phases: PhaseSums[];
}

/** What a thread answers that reconstructs a part of a strip: one at a time, a new one takes the place of the last. */
export const reconstructionApi = {
  begin: call(ReconstructionStrip).returns<void>(),
  add: call(StripFrames).returns<AddedFrames>(),
  /** All frames were given once. */
  endPass: call(z.strictObject({})).returns<void>(),
  /** What all frames became together, after the last pass: `keep`, magnified, as float32. */
  image: call(z.strictObject({})).returns<PixelBlock>(),
};

export type ReconstructionApi = Api<typeof reconstructionApi>;
