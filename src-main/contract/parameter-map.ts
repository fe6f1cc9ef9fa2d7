import { z } from 'zod';
import type { Rectangle } from './image';
import type { ReconstructionParams, SrrfTemporal } from './reconstruction';

/**
 * The two parameters of a method that decide between detail and noise, each tried with each: eSRRF's radius and
 * sensitivity (Laine et al. 2023); SRRF has no power, there it is what becomes of the frames that sharpens.
 */
export const SweptParameters = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('srrf'),
    radii: z.array(z.number().min(0.1).max(5)).min(1).max(12).default([0.3, 0.5, 0.7, 1, 1.5]),
    temporals: z
      .array(z.enum(['avg', 'max', 'trppm', 'trac2', 'trac3', 'trac4']))
      .min(1)
      .max(6)
      .default(['avg', 'trppm', 'trac2', 'trac3']),
  }),
  z.strictObject({
    method: z.literal('esrrf'),
    radii: z.array(z.number().min(0.5).max(10)).min(1).max(12).default([1, 1.5, 2, 2.5, 3]),
    sensitivities: z.array(z.number().min(1).max(10)).min(1).max(10).default([1, 2, 3, 4, 5]),
  }),
]);
export type SweptParameters = z.infer<typeof SweptParameters>;

/** What a reconstruction is worth, measured without knowing the truth. */
export interface ReconstructionScore {
  /**
   * FRC resolution of reconstructions of the odd and of the even frames, in pixels of the input. Where the pixels limit it,
   * two of the reconstruction; null where the halves share nothing.
   */
  resolutionPx: number | null;
  outcome: 'resolved' | 'beyond-pixels' | 'nothing-shared';
  /** SQUIRREL's RSP of the reconstruction of all frames against their mean. */
  rsp: number;
}

/** A setting among those that were tried. */
export interface MappedSetting extends ReconstructionScore {
  radius: number;
  /** eSRRF's sensitivity, or SRRF's analysis over time. */
  second: number | SrrfTemporal;
  /** Resolution as a share of the finest in the map, 1 at best; 0 where there is none. */
  sharpness: number;
  /** QnR: harmonic mean of sharpness and RSP, 1 at best. */
  qnr: number;
}

/** How two parameters of a reconstruction do on a part of a stack. */
export interface ParameterMap {
  format: 'finescope-parameter-map';
  version: 1;
  /** The method with its other parameters. */
  params: ReconstructionParams;
  swept: SweptParameters;
  /** Frames, and the part of the input, that it was tried on. */
  frames: number;
  region: Rectangle;
  /** Micrometres of a pixel of the input; null where they are not known, or not square. */
  pixelSizeUm: number | null;
  /** Radii one after another for each sensitivity (analysis over time) in turn. */
  settings: MappedSetting[];
  /** Place of the best among them; null where none shows anything in both halves of the frames. */
  best: number | null;
  /** What the map says. */
  sentence: string;
}
