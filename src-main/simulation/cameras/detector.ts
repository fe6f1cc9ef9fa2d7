import type { RandomStream } from '../../imaging/random';

/** A detector: the count, not yet rounded, that a pixel makes of the mean number of photons that reach it. */
export type Detector = (photons: number, pixel: number, random: RandomStream) => number;

const FULL_SCALE = 65_535;

/** A frame in counts of 16 bits, where it saturates, from the mean photons of each pixel. */
export function exposed(
  detector: Detector,
  photons: Float32Array,
  random: RandomStream,
): Uint16Array<ArrayBuffer> {
  const counts = new Uint16Array(photons.length);
  for (let pixel = 0; pixel < counts.length; pixel++) {
    counts[pixel] = Math.min(FULL_SCALE, Math.max(0, Math.round(detector(photons[pixel]!, pixel, random))));
  }
  return counts;
}
