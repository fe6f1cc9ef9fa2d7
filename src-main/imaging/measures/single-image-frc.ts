import { complexGrid, transform } from '../fft';
import { middleSquare, type Plane } from '../plane';
import { FRC_LEAST_SIDE, FRC_TAPER, frcSide } from './frc';
import { requireStructure } from './require-structure';
import { readRings, type RingCorrelation } from './ring-correlation';
import { ringSums } from './ring-sums';
import { taper, tukeyWindow } from './tukey-window';

/** What a camera makes of photons: counts = photons x countsPerPhoton + offset. */
export interface CameraGain {
  countsPerPhoton: number;
  offset: number;
}

/** {@link RingCorrelation} of one image, and what was taken as its noise. */
export interface SingleImageCorrelation extends RingCorrelation {
  /** Where the noise level comes from: a known gain, or the corners of the spectrum beyond Nyquist's ring. */
  noise: 'gain' | 'corners';
  /**
   * Power just within Nyquist's ring over that of the spectrum's corners. About 1 where noise is white and optics reach no further;
   * more where the image was interpolated, filtered or denoised, or is undersampled: the result does not hold then.
   */
  noiseRatio: number;
}

/** From this {@link SingleImageCorrelation.noiseRatio} on, noise is not white. */
export const COLOURED_NOISE = 1.5;

/**
 * Fourier ring correlation of one image by binomial splitting (Rieger, Droste, Gerritsma, ten Brink and Stallinga, "Single
 * image Fourier ring correlation", Optics Express 2024): each photon is sent to one of two images by the toss of a coin;
 * these have independent Poisson noise and keep all pixels. Sub-sampling (a checkerboard) would halve the highest
 * frequency and need a calibration of its axis. No coin is tossed here: over all tosses, with S the noise power of the
 * image, sum Re(F1 conj F2) tends to (sum |F|^2 - S) / 4 and each |F1|^2 to (sum |F|^2 + S) / 4, so that
 * FRC = sum(|F|^2 - S) / sum(|F|^2 + S), which repeats and needs no whole photons.
 *
 * S is sum(w^2 photons) of the windowed image where the camera's gain is given. Else it is the mean power of frequencies
 * beyond Nyquist's ring, where a microscope that is sampled finely enough has only noise; this counts read noise too. It
 * supposes white noise: a reconstruction has none, split its frames instead.
 *
 * Throws InvalidRequestError where the image is below {@link FRC_LEAST_SIDE}, constant, or not finite.
 */
export function singleImageRingCorrelation(
  image: Plane,
  gain: CameraGain | null = null,
): SingleImageCorrelation {
  requireStructure(image, { measure: 'FRC', leastSide: FRC_LEAST_SIDE, image: 'the image' });
  const side = frcSide(image);
  const values = middleSquare(image, side);
  const window = tukeyWindow(side, FRC_TAPER);
  const known = gain && shotNoise(values, side, window, gain);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  values.forEach((value, i) => (values[i] = value - mean)); // a background's leakage is no structure
  taper(values, side, window);
  const grid = { ...complexGrid(side, side), real: values };
  transform(grid);
  const power = grid.real.map((re, i) => re * re + grid.imaginary[i]! * grid.imaginary[i]!);
  const { within, beyond, corners } = powerAtNyquist(power, side);
  const noise = known ?? beyond;
  const { sums, places } = ringSums([power], side, side / 2 - 1);
  const correlation = sums[0]!.map((sum, q) => {
    const expected = noise * places[q]!;
    return q === 0 ? 1 : sum + expected > 0 ? (sum - expected) / (sum + expected) : 0;
  });
  return {
    ...readRings(correlation, side),
    noise: known === null ? 'corners' : 'gain',
    noiseRatio: corners > 0 ? within / corners : Infinity,
  };
}

/** Expected noise power at each frequency of a windowed image of photons. */
function shotNoise(
  values: Float64Array,
  side: number,
  window: Float64Array,
  { countsPerPhoton, offset }: CameraGain,
): number {
  let total = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      total += (window[y]! * window[x]!) ** 2 * Math.max(0, values[y * side + x]! - offset);
    }
  }
  return total * countsPerPhoton;
}

/** Mean power in the tenth of the radius within Nyquist's ring, beyond that ring, and in the corners alone. */
function powerAtNyquist(power: Float64Array, side: number) {
  const nyquist = side / 2;
  const parts = {
    within: { from: 0.9, to: 1, sum: 0, count: 0 },
    beyond: { from: 1, to: 2, sum: 0, count: 0 },
    corners: { from: 1.2, to: 2, sum: 0, count: 0 },
  };
  for (let v = 0; v < side; v++) {
    for (let u = 0; u < side; u++) {
      const radius = Math.hypot(Math.min(u, side - u), Math.min(v, side - v)) / nyquist;
      for (const part of [parts.within, parts.beyond, parts.corners]) {
        if (radius <= part.from || radius > part.to) continue;
        part.sum += power[v * side + u]!;
        part.count++;
      }
    }
  }
  const mean = ({ sum, count }: { sum: number; count: number }) => sum / count;
  return { within: mean(parts.within), beyond: mean(parts.beyond), corners: mean(parts.corners) };
}
