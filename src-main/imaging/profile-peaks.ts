/** A maximum of a line profile. Positions and widths are in points of the profile, with their fractions. */
export interface ProfilePeak {
  /** Vertex of the parabola through the highest value and its neighbours; the middle of a flat top. */
  position: number;
  /** Value at the vertex. */
  height: number;
  /** How far the profile falls on both sides before it rises above this peak, in values. */
  prominence: number;
  /** Where the flanks cross half height, and the value there; null where a flank does not get so low. */
  half: { from: number; to: number; level: number } | null;
}

/** What is read off a profile: its peaks from left to right, and the two that stand out most against one another. */
export interface ProfileShape {
  /** The smallest finite value: heights and half heights are counted from it. */
  baseline: number;
  peaks: ProfilePeak[];
  /**
   * The two peaks of largest prominence, the left one first; null where there are fewer than two. Not the two highest:
   * noise splits a high peak into two that are higher than the next real one.
   */
  pair: PeakPair | null;
}

/** Two peaks and the valley between them. */
export interface PeakPair {
  left: ProfilePeak;
  right: ProfilePeak;
  /** From vertex to vertex, in points. */
  distance: number;
  /** How deep the valley is: (lower peak - valley) / (lower peak - baseline), from 0 to 1. */
  dip: number;
}

/** A rise counts as a peak from this part of the profile's range; smaller ones are taken for noise. */
const LEAST_PROMINENCE = 0.1;

/**
 * Finds the peaks of a profile and their full widths at half maximum.
 *
 * The half height of a peak lies in the middle between the smallest value of the profile and the peak, which is 0.5 x the
 * peak in a profile normalised to 0..1 as in figures 1 and 5 of Mannam et al. 2021; the flanks' crossings are interpolated
 * linearly. ImageJ has no such command: its users fit a Gaussian (Analyze > Tools > Curve Fitting), whose FWHM is 2.3548
 * x its width d, above an offset that is fitted too. On a Gaussian over an even ground both agree. Nothing here changes
 * when values are scaled or shifted.
 */
export function profileShape(values: ArrayLike<number>): ProfileShape {
  const { min, max } = finiteRange(values);
  const peaks: ProfilePeak[] = [];
  for (const { from, to } of tops(values)) {
    const height = values[from]!;
    const prominence = height - Math.max(fall(values, from, -1), fall(values, to, 1));
    if (!(prominence >= LEAST_PROMINENCE * (max - min))) continue;
    const vertex = from === to ? parabolaVertex(values, from) : { position: (from + to) / 2, height };
    const level = (min + vertex.height) / 2;
    const [left, right] = [crossing(values, from, -1, level), crossing(values, to, 1, level)];
    const half = left === null || right === null ? null : { from: left, to: right, level };
    peaks.push({ ...vertex, prominence, half });
  }
  return { baseline: min, peaks, pair: prominentPair(values, peaks, min) };
}

/** Full width at half maximum of a peak, in points; null where it is not separated at half height. */
export function fullWidth({ half }: ProfilePeak): number | null {
  return half && half.to - half.from;
}

/** The profile from 0 (its smallest value) to 1 (its largest), as in figures 1 and 5 of the paper. An even one is all 0. */
export function normalised(values: ArrayLike<number>): Float64Array {
  const { min, max } = finiteRange(values);
  const scale = max > min ? 1 / (max - min) : 0;
  return Float64Array.from(values, (value) => (value - min) * scale);
}

/** Smallest and largest finite value; NaN where there is none. */
function finiteRange(values: ArrayLike<number>): { min: number; max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : { min: NaN, max: NaN };
}

/** Runs of equal values with lower ones on both sides. A profile's first and last value are no peaks. */
function tops(values: ArrayLike<number>): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let from = 1; from < values.length - 1; from++) {
    if (!(values[from - 1]! < values[from]!)) continue;
    let to = from;
    while (to + 1 < values.length && values[to + 1] === values[from]) to++;
    if (to + 1 < values.length && values[to + 1]! < values[from]!) found.push({ from, to });
    from = to;
  }
  return found;
}

/** The lowest value on one side of a peak, up to where the profile rises above it, ends or is no number. */
function fall(values: ArrayLike<number>, at: number, step: 1 | -1): number {
  let lowest = values[at]!;
  for (let i = at + step; i >= 0 && i < values.length; i += step) {
    const value = values[i]!;
    if (!(value <= values[at]!)) break;
    if (value < lowest) lowest = value;
  }
  return lowest;
}

/** Where a flank falls to `level`; null where the profile rises above the peak, ends or is no number before that. */
function crossing(values: ArrayLike<number>, at: number, step: 1 | -1, level: number): number | null {
  for (let i = at + step; i >= 0 && i < values.length; i += step) {
    const value = values[i]!;
    if (!(value <= values[at]!)) return null;
    if (value > level) continue;
    const before = values[i - step]!;
    return i - step + (step * (before - level)) / (before - value);
  }
  return null;
}

/** The vertex of the parabola through a point and its two neighbours, which are lower. */
function parabolaVertex(values: ArrayLike<number>, at: number): { position: number; height: number } {
  const [before, top, after] = [values[at - 1]!, values[at]!, values[at + 1]!];
  const bend = before - 2 * top + after;
  const shift = (0.5 * (before - after)) / bend;
  return { position: at + shift, height: top - 0.25 * (before - after) * shift };
}

function prominentPair(values: ArrayLike<number>, peaks: ProfilePeak[], baseline: number): PeakPair | null {
  const [first, second] = [...peaks].sort((a, b) => b.prominence - a.prominence);
  if (!first || !second) return null;
  const [left, right] = first.position < second.position ? [first, second] : [second, first];
  let valley = Infinity;
  for (let i = Math.ceil(left.position); i <= right.position; i++) valley = Math.min(valley, values[i]!);
  const lower = Math.min(left.height, right.height);
  return {
    left,
    right,
    distance: right.position - left.position,
    dip: (lower - valley) / (lower - baseline),
  };
}
