import { z } from 'zod';
import { MeasuredPart } from './quality-api';
import type { FrameShift } from './reconstruction';
import { call } from './rpc';

/** How the drift of a stack is estimated. */
export const DriftSettings = z.strictObject({
  framesPerBlock: z
    .int()
    .min(0)
    .default(0)
    .describe(
      'Frames that are averaged before they are compared: more where they are dim or blink. 0 chooses.',
    ),
  reference: z
    .enum(['mean', 'first', 'previous'])
    .default('mean')
    .describe(
      'What is compared with: the mean of all others in their places, the first, or each with the one before.',
    ),
});
export type DriftSettings = z.infer<typeof DriftSettings>;

/** Frames that were averaged, and where the sample was in their mean. */
export interface DriftBlock {
  /** Places among the frames looked at, from 0; `to` is no part of it. */
  from: number;
  to: number;
  /** Pixels to the right and down from where it is in the first frame. */
  x: number;
  y: number;
  /** How far the peak of the correlation stood out, in standard deviations; null of the first block. */
  confidence: number | null;
  /** The mean cosine of what remains between the phases, 1 at best; null of the first block. */
  coherence: number | null;
  /** False where the peak was not plain: neighbours stand for it. */
  isUsed: boolean;
}

/** The drift of a stack, estimated. */
export interface DriftReport {
  /** The frames looked at, counted from 1, and how far the sample lies from where it was in the first of them. */
  frames: number[];
  shifts: FrameShift[];
  blocks: DriftBlock[];
  framesPerBlock: number;
  /** The largest distance from where the sample was at first, in pixels. */
  largestPx: number;
  /** Micrometres of a pixel; null where they are not known, or not square. */
  pixelSizeUm: number | null;
  notes: string[];
}

/** Drift, as `files` processes estimate it. */
export const driftCalls = {
  /** Streams the frames once. Throws InvalidRequestError where there is one, and where no drift can be told. */
  estimateDrift: call(
    z.strictObject({ image: MeasuredPart, settings: DriftSettings }),
  ).returns<DriftReport>(),
};
