import { InvalidRequestError } from '../contract/errors';

/** Powers that differ by less than this part, to the N-th power, cannot be told apart by noisy images. */
const LEAST_DIFFERENCE = 1e-3;

/** How images at several powers are added, and what it costs. */
export interface GsosWeights {
  /** One for each power, in their order; that of the strongest is 1. */
  coefficients: number[];
  /** sqrt(sum of squares): noise of the result beside that of one image, all images having the same noise. */
  noiseAmplification: number;
}

/**
 * Generalised stepwise optical saturation (Zhang et al., Biomed. Opt. Express 9, 1613, 2018). With an N-photon signal
 * S(I) = sum over m of a_m (I h)^(N m), images at M powers are added so that orders 1 to M - 1 cancel: sum of
 * c_k I_k^(N j) = 0 for j = 1 to M - 1. What is left is of order M, so the point spread function narrows by sqrt(M).
 *
 * This Vandermonde system has a solution in closed form: c_k = 1 / (x_k times the product of x_k - x_l over all other l)
 * with x_k = I_k^N, fixed up to scale, which is chosen so that the strongest power's coefficient is 1.
 *
 * @throws InvalidRequestError for fewer than two powers, for one that is not positive, and for two that are the same.
 */
export function gsosWeights(powers: readonly number[], photons: number): GsosWeights {
  if (powers.length < 2) {
    throw refused('GSOS needs images at two or more excitation powers. Name a power for each.');
  }
  const wrong = powers.find((power) => !(power > 0 && Number.isFinite(power)));
  if (wrong !== undefined) {
    throw refused(
      `An excitation power of ${wrong} gives no signal to combine: powers are above 0. Correct --powers.`,
    );
  }
  const strongest = Math.max(...powers);
  const x = powers.map((power) => (power / strongest) ** photons);
  const raw = x.map((own, k) => {
    const others = x.filter((_, l) => l !== k);
    const near = others.findIndex((other) => Math.abs(own - other) < LEAST_DIFFERENCE * Math.max(own, other));
    if (near >= 0) {
      const other = powers.filter((_, l) => l !== k)[near]!;
      throw refused(
        `The powers ${powers[k]} and ${other} are the same, or nearly: their images cannot be told apart. Take images at powers that differ, best by a factor of 2.`,
      );
    }
    return 1 / others.reduce((product, other) => product * (own - other), own);
  });
  const scale = 1 / raw[powers.indexOf(strongest)]!;
  const coefficients = raw.map((coefficient) => coefficient * scale);
  return { coefficients, noiseAmplification: Math.hypot(...coefficients) };
}

/** The weighted sum of planes of one size. */
export function weightedSum(
  planes: readonly ArrayLike<number>[],
  weights: readonly number[],
): Float32Array<ArrayBuffer> {
  const sum = new Float64Array(planes[0]!.length);
  planes.forEach((plane, k) => {
    for (let i = 0; i < sum.length; i++) sum[i]! += weights[k]! * plane[i]!;
  });
  return Float32Array.from(sum);
}

const refused = (sentence: string) => new InvalidRequestError(sentence, { parameter: 'powers' });
