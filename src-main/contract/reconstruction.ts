import { z } from 'zod';
import { RectangleSchema } from './schemas';

/**
 * Super-resolution by computing. SRRF: Gustafsson et al., Nat. Commun. 7, 12471 (2016); Culley et al., Int. J. Biochem.
 * Cell Biol. 101, 74 (2018). eSRRF: Laine et al., Nat. Methods 20, 1949 (2023). One schema each for form, command line,
 * file and provenance.
 */

/** Output pixels per input pixel along each side. */
const magnification = z
  .int()
  .min(1)
  .max(10)
  .default(5)
  .describe('Output pixels per input pixel along each side.');

/**
 * Where the frame's own intensity, which weights a result, is sampled, and (eSRRF) where gradients lie. `centred` keeps
 * every spot where it is; `reference` is as NanoPyx 2.1.5 has it, which moves spots down and right (by 1/(2m) pixels in
 * SRRF, by about a third of a pixel in eSRRF).
 */
const placement = z
  .enum(['centred', 'reference'])
  .default('centred')
  .describe(
    'Centred keeps every spot in its place; reference is as NanoPyx has it, half an output pixel off.',
  );

const shared = {
  magnification,
  intensityWeighting: z
    .boolean()
    .default(true)
    .describe('Multiplies each frame by its own interpolated intensity, which dims what noise makes up.'),
  macroPixelCorrection: z
    .boolean()
    .default(false)
    .describe('Removes the pattern that repeats with every input pixel; the mean becomes about 1.'),
  placement,
};

/** How SRRF's frames become one image: maximum, mean, pairwise product mean, or autocorrelations of order 2 to 4. */
export const SrrfTemporal = z.enum(['avg', 'max', 'trppm', 'trac2', 'trac3', 'trac4', 'frames']);
export type SrrfTemporal = z.infer<typeof SrrfTemporal>;

/** How eSRRF's frames become one image: mean, variance, or autocovariance at a lag of one frame. */
export const EsrrfTemporal = z.enum(['avg', 'var', 'tac2', 'frames']);
export type EsrrfTemporal = z.infer<typeof EsrrfTemporal>;

/** SRRF: how strongly gradients on a ring around each output pixel point to it. */
export const SrrfParams = z.strictObject({
  method: z.literal('srrf'),
  ringRadius: z
    .number()
    .min(0.1)
    .max(5)
    .default(0.5)
    .describe('Radius of the ring, in input pixels. Smaller is sharper and noisier.'),
  ringAxes: z
    .int()
    .min(2)
    .max(32)
    .default(6)
    .describe('Lines through the ring: it has twice as many points.'),
  temporal: SrrfTemporal.default('avg').describe(
    'What becomes of the frames: mean, maximum, pairwise product mean, autocorrelation of order 2 to 4, or every frame by itself.',
  ),
  signed: z
    .boolean()
    .default(false)
    .describe('Keeps negative radiality, where gradients point outwards; else it is 0.'),
  ...shared,
});
export type SrrfParams = z.infer<typeof SrrfParams>;

/** eSRRF: radial gradient convergence, weighted by distance as the point spread function's gradient is. */
export const EsrrfParams = z.strictObject({
  method: z.literal('esrrf'),
  radius: z
    .number()
    .min(0.5)
    .max(10)
    .default(1.5)
    .describe("Radius of what converges, in input pixels: about the point spread function's width."),
  sensitivity: z
    .number()
    .min(1)
    .max(10)
    .default(1)
    .describe('Power that convergence is raised to. Higher is sharper and noisier.'),
  temporal: EsrrfTemporal.default('avg').describe(
    'What becomes of the frames: mean, variance, autocovariance, or every frame by itself.',
  ),
  ...shared,
});
export type EsrrfParams = z.infer<typeof EsrrfParams>;

export const ReconstructionParams = z.discriminatedUnion('method', [SrrfParams, EsrrfParams]);
export type ReconstructionParams = z.infer<typeof ReconstructionParams>;

/** Frames, at least, that the temporal analysis is defined for. */
export function fewestFrames({ temporal }: Pick<ReconstructionParams, 'temporal'>): number {
  switch (temporal) {
    case 'trac2':
      return 3;
    case 'trac3':
      return 4;
    case 'trac4':
      return 5;
    case 'var':
    case 'tac2':
      return 2;
    default:
      return 1;
  }
}

/** What methods are called. */
export const METHOD_NAMES = { srrf: 'SRRF', esrrf: 'eSRRF' } as const;

/** How far the sample in a frame lies from where it was in the first, in input pixels: right and down. */
export const FrameShift = z.strictObject({ x: z.number(), y: z.number() });
export type FrameShift = z.infer<typeof FrameShift>;

const size = z.int().min(1);

/** A part of an image that is reconstructed by itself, in memory. Rectangles are in pixels of the whole input. */
export const ReconstructionStrip = z.strictObject({
  params: ReconstructionParams,
  /** The whole input. */
  image: z.strictObject({ width: size, height: size }),
  /** What of each frame is given: `keep` and the pixels around it that have an influence. */
  block: RectangleSchema,
  /** What is reconstructed. */
  keep: RectangleSchema,
  /** Frames that will be given. */
  frames: size,
  /** No frame has moved by more, along either axis, in input pixels. */
  maxShift: z.number().min(0),
});
export type ReconstructionStrip = z.infer<typeof ReconstructionStrip>;
