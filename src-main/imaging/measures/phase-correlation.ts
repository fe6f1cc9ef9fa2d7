import type { ComplexGrid } from '../fft';
import type { Plane } from '../plane';

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

/** How much a frequency counts, in cycles a pixel along both axes. */
export function bandWeight(fx: number, fy: number): number {
  return Math.exp(-(fx * fx + fy * fy) / (2 * BAND * BAND));
}

/** Writes the middle of an image, its mean taken off and faded to 0 at the borders (Hann). */
export function writeMiddle(
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

/**
 * The highest place of a correlation (its real part; no shift is at 0, 0 and negative ones at the far ends), up to `farX`
 * and `farY` pixels away; between pixels by the parabola through the logarithm of the peak and its neighbours.
 */
export function correlationPeak(
  { width, height, real }: ComplexGrid,
  farX: number,
  farY: number,
): RegistrationShift & { height: number } {
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
    height: best,
  };
}

/** Where between -0.5 and 0.5 the top lies, of the parabola through the logarithms of three neighbours. */
function between(before: number, peak: number, after: number): number {
  if (!(before > 0 && after > 0 && peak > 0)) return 0;
  const [a, b, c] = [Math.log(before), Math.log(peak), Math.log(after)];
  const bend = a - 2 * b + c;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (a - c) / (2 * bend))) : 0;
}
