/** A peak of a curve: where, and how high. */
export interface CurvePeak {
  at: number;
  height: number;
}

/** By how much a curve must fall behind its peak. */
const LEAST_FALL = 0.001;

/**
 * The highest sample of a curve (its index) that is neither the first nor the last and stands at least 0.001 above what
 * follows; while it is the last or does not, the curve is shortened from its end (Descloux 2019). Null where none is left.
 */
export function lastingPeak(values: ArrayLike<number>): CurvePeak | null {
  for (let length = values.length; length > 1; length--) {
    let at = 0;
    for (let i = 1; i < length; i++) if (values[i]! > values[at]!) at = i;
    if (at === 0) return null;
    if (at === length - 1) continue;
    let least = Infinity;
    for (let i = at; i < length; i++) least = Math.min(least, values[i]!);
    if (values[at]! - least >= LEAST_FALL) return { at, height: values[at]! };
  }
  return null;
}
