import { complexGrid, powerOfTwoFrom, transform } from '../fft';
import { gaussianGains } from '../gaussian-kernel';
import type { Plane } from '../plane';
import { fadedToEdgeMean } from './faded-edges';
import { lastingPeak, type CurvePeak } from './lasting-peak';
import { requireStructure } from './require-structure';

/** Samples of a curve, and high-passed images in a round. */
const SAMPLES = 50;
const FILTERS = 10;

/** The narrowest Gaussian of the first round, in pixels. */
const NARROWEST = 0.14;

/** Twice the border that is faded, and something in between. */
export const DECORRELATION_LEAST_SIDE = 48;

/** A decorrelation curve: d at radii from `from` to `to` (1 is Nyquist's frequency), evenly spaced. */
export interface DecorrelationCurve {
  /** SD of the Gaussian whose blur was subtracted, in pixels; null for the image as it is. */
  sigmaPx: number | null;
  from: number;
  to: number;
  values: Float64Array;
  /** Where it peaks and how high; null where it has no peak that counts. */
  peak: CurvePeak | null;
}

/** What {@link decorrelation} finds. */
export interface Decorrelation {
  /** 2 / the highest frequency of a peak in the last round; null where no curve has a peak. */
  resolutionPx: number | null;
  /** Height of the peak of the image as it is: more where there is more signal to noise. 0 without a peak. */
  a0: number;
  /** The image as it is, then the high-passed ones of both rounds. */
  curves: DecorrelationCurve[];
}

/** The amplitudes of half of a transform, without the mean: rows 0 ... side / 2 (the others are their conjugates). */
interface Spectrum {
  side: number;
  amplitudes: Float64Array;
}

/**
 * Decorrelation analysis (Descloux, Grussmayer and Radenovic, Nature Methods 2019), which needs one image and no
 * parameter. The edges are faded by a cosine over 20 pixels, the image put into a square of 2^n. With F its transform
 * without the mean, F_n = F / |F| and rho = 1 at Nyquist's frequency, the correlation of F with F_n up to a radius r,
 * d(r) = sum_{rho<=r} Re(F conj F_n) / sqrt(sum_{rho<1} |F|^2 sum_{rho<=r} |F_n|^2), peaks where structure ends. Of
 * high-passed images, I - G*I for ten widths of G from 0.14 pixels to 2 / k0, the peak moves outwards until only noise is
 * left; a second round looks closer at the best. Resolution = 2 / the highest peak position, in pixels.
 *
 * A Gaussian multiplies the transform by a number that is real and positive: all curves come from one transform.
 *
 * Throws InvalidRequestError where the image is below {@link DECORRELATION_LEAST_SIDE}, constant, or not finite.
 */
export function decorrelation(image: Plane): Decorrelation {
  requireStructure(image, {
    measure: 'The decorrelation analysis',
    leastSide: DECORRELATION_LEAST_SIDE,
    image: 'the image',
  });
  const spectrum = spectrumOf(image);
  const whole = curveOf(spectrum, null, 0, 1);
  let narrow = NARROWEST;
  let wide = whole.peak ? 2 / whole.peak.at : spectrum.side / 2;
  const widthAt = (i: number) => narrow * (wide / narrow) ** (i / (FILTERS - 1));
  const round = (from: number, to: number) =>
    Array.from({ length: FILTERS }, (_, i) => curveOf(spectrum, widthAt(i), from, to));

  const first = round(0, 1);
  const candidates = [...first, whole];
  const highest = bestBy(candidates, ({ at }) => at);
  const balanced = bestBy(candidates, ({ at, height }) => at * height);
  if (highest === -1) return { resolutionPx: null, a0: 0, curves: [whole, ...first] };
  const peaks = [highest, balanced].map((i) => candidates[i]!.peak!.at);
  const from = Math.max(0, Math.min(...peaks) - 0.05);
  const to = Math.min(1, Math.max(...peaks) + 0.3);
  const last = Math.max(highest, balanced);
  if (last < FILTERS) [narrow, wide] = [widthAt(Math.min(highest, balanced) - 1), widthAt(last)];
  else [narrow, wide] = [2 / spectrum.side, narrow];

  const second = round(from, to);
  const best = second[bestBy(second, ({ at }) => at)];
  return {
    resolutionPx: best ? 2 / best.peak!.at : null,
    a0: whole.peak?.height ?? 0,
    curves: [whole, ...first, ...second],
  };
}

/** The curve whose peak scores most: the first of several, -1 where none has a peak. */
function bestBy(curves: readonly DecorrelationCurve[], score: (peak: CurvePeak) => number): number {
  let [best, most] = [-1, 0];
  curves.forEach(({ peak }, i) => {
    if (peak && score(peak) > most) [best, most] = [i, score(peak)];
  });
  return best;
}

function spectrumOf(image: Plane): Spectrum {
  const { width, height } = image;
  const side = powerOfTwoFrom(Math.max(width, height));
  const { values, edge } = fadedToEdgeMean(image);
  const grid = complexGrid(side, side);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) grid.real[y * side + x] = values[y * width + x]! - edge;
  }
  transform(grid);
  const amplitudes = Float64Array.from({ length: side * (side / 2 + 1) }, (_, i) =>
    Math.hypot(grid.real[i]!, grid.imaginary[i]!),
  );
  amplitudes[0] = 0;
  return { side, amplitudes };
}

/** d(r) of the image less its blur by `sigma` (null: of the image as it is), at {@link SAMPLES} radii. */
function curveOf(
  { side, amplitudes }: Spectrum,
  sigma: number | null,
  from: number,
  to: number,
): DecorrelationCurve {
  const nyquist = side / 2;
  const gains = sigma === null ? null : gaussianGains(sigma, nyquist, nyquist + 1);
  const sums = new Float64Array(SAMPLES);
  const counts = new Float64Array(SAMPLES);
  let power = 0;
  for (let v = 0; v <= nyquist; v++) {
    const weight = v === 0 || v === nyquist ? 1 : 2;
    for (let u = 0; u < side; u++) {
      const across = Math.min(u, side - u);
      const radius = Math.sqrt(across * across + v * v) / nyquist;
      if (radius > 1) continue;
      const passed = gains ? 1 - gains[across]! * gains[v]! : 1;
      const amplitude = amplitudes[v * side + u]! * passed;
      power += weight * amplitude * amplitude;
      if (radius > to || amplitude === 0) continue;
      const at = Math.max(0, Math.round(((radius - from) / (to - from)) * (SAMPLES - 1)));
      sums[at]! += weight * amplitude;
      counts[at]! += weight;
    }
  }
  const values = new Float64Array(SAMPLES);
  let [sum, count] = [0, 0];
  for (let i = 0; i < SAMPLES; i++) {
    sum += sums[i]!;
    count += counts[i]!;
    values[i] = power > 0 && count > 0 ? sum / Math.sqrt(power * count) : 0;
  }
  const peak = lastingPeak(values);
  const placed = peak && { at: from + ((to - from) * peak.at) / (SAMPLES - 1), height: peak.height };
  return { sigmaPx: sigma, from, to, values, peak: placed };
}
