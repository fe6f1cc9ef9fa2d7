import { powerOfTwoFrom, transform, type ComplexGrid } from '../fft';
import type { Plane } from '../plane';

/** Sides beyond this add time and little accuracy: the middle of larger images is looked at. */
export const REGISTERED_SIDE = 256;

/** Coarser structures count more: a Gaussian of this SD (cycles a pixel), as noise has no shift and lies in all. */
const BAND = 0.12;

/** How far an image lies from another. */
export interface RegistrationShift {
  /** Pixels that the second image's content lies to the right of and below the first's. */
  x: number;
  y: number;
  /** How far the peak stands out of the correlation, in standard deviations; below 10 there is hardly any. */
  confidence: number;
}

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
  return peakOf(correlation, Math.floor(wide / 4), Math.floor(high / 4));
}

/** Writes the middle of an image, its mean taken off and faded to 0 at the borders (Hann). */
function writeMiddle(
  { width, height, data }: Plane,
  wide: number,
  high: number,
  into: Float64Array,
  row: number,
): void {
  const left = Math.floor((width - wide) / 2);
  const top = Math.floor((height - high) / 2);
  let sum = 0;
  for (let y = 0; y < high; y++) for (let x = 0; x < wide; x++) sum += data[(top + y) * width + left + x]!;
  const mean = sum / (wide * high);
  const across = hann(wide);
  const down = hann(high);
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      into[y * row + x] = (data[(top + y) * width + left + x]! - mean) * across[x]! * down[y]!;
    }
  }
}

const hann = (length: number) =>
  Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length));

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
      const weight = Math.exp(-(fx * fx + fy * fy) / (2 * BAND * BAND)) / size;
      out.real[at] = re * weight;
      out.imaginary[at] = im * weight;
    }
  }
  return out;
}

function peakOf({ width, height, real }: ComplexGrid, farX: number, farY: number): RegistrationShift {
  const value = (x: number, y: number) => real[((y + height) % height) * width + ((x + width) % width)]!;
  let [bestX, bestY, best] = [0, 0, -Infinity];
  let [sum, squares, count] = [0, 0, 0];
  for (let y = -farY; y <= farY; y++) {
    for (let x = -farX; x <= farX; x++) {
      const one = value(x, y);
      sum += one;
      squares += one * one;
      count++;
      if (one > best) [bestX, bestY, best] = [x, y, one];
    }
  }
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
  return {
    x: bestX + between(value(bestX - 1, bestY), best, value(bestX + 1, bestY)),
    y: bestY + between(value(bestX, bestY - 1), best, value(bestX, bestY + 1)),
    confidence: deviation > 0 ? (best - mean) / deviation : 0,
  };
}

/** Where between -0.5 and 0.5 the top lies, of the parabola through the logarithms of three neighbours. */
function between(before: number, peak: number, after: number): number {
  if (!(before > 0 && after > 0 && peak > 0)) return 0;
  const [a, b, c] = [Math.log(before), Math.log(peak), Math.log(after)];
  const bend = a - 2 * b + c;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (a - c) / (2 * bend))) : 0;
}
