import { z } from 'zod';
import { call } from './rpc';
import { RectangleSchema } from './schemas';

/** What of an image file is measured; numbers count from 1 as ImageJ does. */
export const MeasuredPart = z.strictObject({
  path: z.string().min(1),
  /** What sentences call it; default the last part of the path. */
  name: z.string().min(1).optional(),
  /** Which image of the file, from 0; default the first. */
  series: z.int().min(0).optional(),
  /** Default the first channel and z slice, and all frames. */
  channel: z.int().min(1).optional(),
  zSlice: z.int().min(1).optional(),
  frames: z.array(z.int().min(1)).min(1).optional(),
  region: RectangleSchema.optional(),
});
export type MeasuredPart = z.infer<typeof MeasuredPart>;

/** Micrometres of a pixel where its file does not say, or says it wrongly. */
const pixelSizeUm = z.number().positive().optional();

/** What a camera makes of photons: counts = photons x countsPerPhoton + offset. */
export const CameraGainSchema = z.strictObject({
  countsPerPhoton: z.number().positive(),
  offset: z.number(),
});

/** What every measure of resolution tells. Resolutions are null where the curve has none, or the pixel has no size. */
export interface ResolutionReport {
  resolutionPx: number | null;
  resolutionUm: number | null;
  /** Of the image that was measured; null where it is not known. */
  pixelSizeUm: number | null;
  /** What the numbers mean, in a sentence. */
  verdict: string;
  /** Sentences about what was chosen and what to mind. */
  notes: string[];
}

/** Fourier ring correlation: `imaging/measures/frc.ts` and `single-image-frc.ts`. */
export interface FrcReport extends ResolutionReport {
  /** Two images, the means of odd and of even frames, or one image split by its photons. */
  of: 'two-images' | 'odd-and-even-frames' | 'one-image';
  /** Side of the square that was looked at, in pixels. */
  side: number;
  threshold: number;
  /** Cycles a pixel, for each ring. */
  frequencies: number[];
  correlation: number[];
  /** What the resolution is read off. */
  smoothed: number[];
  outcome: 'resolved' | 'beyond-pixels' | 'nothing-shared';
}

/** A decorrelation curve, at radii from 0 or more to at most 1 (Nyquist's frequency), evenly spaced. */
export interface DecorrelationCurveReport {
  /** SD of the Gaussian whose blur was subtracted, in pixels; null for the image as it is. */
  sigmaPx: number | null;
  radii: number[];
  values: number[];
  peak: { at: number; height: number } | null;
}

/** Decorrelation analysis: `imaging/measures/decorrelation.ts`. */
export interface DecorrelationReport extends ResolutionReport {
  /** Height of the peak of the image as it is: more with more signal to noise. */
  a0: number;
  /** The image as it is, and the high-passed one that gave the resolution, where one did. */
  curves: DecorrelationCurveReport[];
}

/** SQUIRREL: `imaging/measures/squirrel.ts`. */
export interface SquirrelReport {
  rsp: number;
  rse: number;
  alpha: number;
  beta: number;
  sigmaPx: number;
  magnification: number;
  placement: 'centred' | 'reference';
  /** The error map that was written, and its largest value; null where none was asked for. */
  errorMap: { path: string; max: number } | null;
  notes: string[];
}

/** How visible borders of tiles are: `imaging/measures/seam-index.ts`. */
export interface SeamReport {
  seamIndex: number;
  notes: string[];
}

/** Measures of image quality that look at whole planes; `files` processes answer them. Large planes are cut or refused. */
export const qualityCalls = {
  /** Of two images; or, without `second`, of odd and even frames of a stack, or of one image. */
  ringCorrelation: call(
    z.strictObject({
      image: MeasuredPart,
      second: MeasuredPart.optional(),
      gain: CameraGainSchema.optional(),
      pixelSizeUm,
    }),
  ).returns<FrcReport>(),
  decorrelation: call(z.strictObject({ image: MeasuredPart, pixelSizeUm })).returns<DecorrelationReport>(),
  /** How a reconstruction fits what it was made from; the error map is written where `errorMap` names a file. */
  squirrel: call(
    z.strictObject({
      reconstruction: MeasuredPart,
      reference: MeasuredPart,
      placement: z.enum(['centred', 'reference']),
      /** Only this part of the field, in pixels of the reference; the magnification must be whole then. */
      region: RectangleSchema.optional(),
      errorMap: z.string().min(1).optional(),
    }),
  ).returns<SquirrelReport>(),
  seams: call(
    z.strictObject({
      image: MeasuredPart,
      tile: z.strictObject({ width: z.int().min(2), height: z.int().min(2) }),
    }),
  ).returns<SeamReport>(),
};
