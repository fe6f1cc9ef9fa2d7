import { z } from 'zod';
import { MeasuredPart } from './quality-api';
import { call } from './rpc';

/** Photons that are absorbed together. */
export const Photons = z
  .int()
  .min(1)
  .max(5)
  .default(1)
  .describe('Photons that are absorbed together: 1 for confocal, 2 for two-photon excitation.');

/** A super-resolved image that was made of images at several powers. */
export interface GsosReport {
  out: string;
  width: number;
  height: number;
  powers: number[];
  photons: number;
  /** What each image was multiplied by; that of the strongest power is 1 or, where signal saturates, -1. */
  coefficients: number[];
  /** Noise beside that of one image, all images having the same noise. */
  noiseAmplification: number;
  /** The point spread function is this much narrower: the square root of the number of powers. */
  narrowing: number;
  notes: string[];
}

/** GSOS, as `files` processes compute it. */
export const gsosCalls = {
  /** Adds images (means of their frames) of one field at several powers and writes float32. Throws InvalidRequestError. */
  gsos: call(
    z.strictObject({
      images: z.array(MeasuredPart).min(1),
      powers: z.array(z.number()),
      photons: Photons,
      out: z.string().min(1),
    }),
  ).returns<GsosReport>(),
};
