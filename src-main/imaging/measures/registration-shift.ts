import { powerOfTwoFrom, transform, type ComplexGrid } from '../fft';
import type { Plane } from '../plane';
import { bandWeight, correlationPeak, writeMiddle, type RegistrationShift } from './phase-correlation';

export type { RegistrationShift } from './phase-correlation';

/** Sides beyond this add time and little accuracy: the middle of larger images is looked at. */
export const REGISTERED_SIDE = 256;

/**
 * The shift between two images of one size by phase correlation (Kuglin and Hines 1975) of their windowed middles,
 * with a Gaussian weight over frequencies; between pixels by the parabola through the logarithm of the peak and its
 * neighbours. Contrast and brightness of the images do not matter. Shifts of up to a quarter of a side are found.
 */
export function registrationShift(first: Plane, second: Plane): RegistrationShift {
  const wide = Math.min(first.width, REGISTERED_SIDE);
  const high = Math.min(first.height, REGISTERED_SIDE);
  const width = powerOfTwoFrom(wide);
  const height = powerOfTwoFrom(high);
  const grid: ComplexGrid = {
    width,
    height,
    real: new Float64Array(width * height),
    imaginary: new Float64Array(width * height),
  };
  // Two real images in one transform: the first is its real part, the second its imaginary one.
  writeMiddle(first, wide, high, grid.real, width);
  writeMiddle(second, wide, high, grid.imaginary, width);
  transform(grid);
  const correlation = phases(grid);
  transform(correlation, true);
  const { x, y, confidence } = correlationPeak(correlation, Math.floor(wide / 4), Math.floor(high / 4));
  return { x, y, confidence };
}

/** Of the transform of first + i second: the phase by which the second is ahead of the first, weighted by frequency. */
function phases({ width, height, real, imaginary }: ComplexGrid): ComplexGrid {
  const out = {
    width,
    height,
    real: new Float64Array(real.length),
    imaginary: new Float64Array(real.length),
  };
  for (let v = 0; v < height; v++) {
    const fy = Math.min(v, height - v) / height;
    for (let u = 0; u < width; u++) {
      const fx = Math.min(u, width - u) / width;
      const at = v * width + u;
      const mirrored = ((height - v) % height) * width + ((width - u) % width);
      const [aRe, aIm] = [real[at]! + real[mirrored]!, imaginary[at]! - imaginary[mirrored]!];
      const [bRe, bIm] = [imaginary[at]! + imaginary[mirrored]!, real[mirrored]! - real[at]!];
      const [re, im] = [aRe * bRe + aIm * bIm, aRe * bIm - aIm * bRe];
      const size = Math.hypot(re, im);
      if (size === 0) continue;
      const weight = bandWeight(fx, fy) / size;
      out.real[at] = re * weight;
      out.imaginary[at] = im * weight;
    }
  }
  return out;
}
