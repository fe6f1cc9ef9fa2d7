import { z } from 'zod';
import type { ReconstructionScore } from './parameter-map';
import { call } from './rpc';
import { PixelBlockSchema } from './schemas';

/** Scoring of reconstructions in memory; `files` processes answer it, beside the one that reconstructs. */
export const scoreCalls = {
  /** Of reconstructions of the odd, of the even and of all frames, against the mean of the frames. */
  scoreReconstruction: call(
    z.strictObject({
      odd: PixelBlockSchema,
      even: PixelBlockSchema,
      whole: PixelBlockSchema,
      average: PixelBlockSchema,
    }),
  ).returns<ReconstructionScore>(),
};
