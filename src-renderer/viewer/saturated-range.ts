import { Histogram } from '../../src-main/imaging/histogram';
import { SATURATED_PERCENT } from '../../src-main/imaging/display/display-range';

/** The range that a small plane is shown in: as images are opened, 0.35 % of its values saturated; never of width 0. */
export function saturatedRange(values: Float32Array): { min: number; max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!(min < max)) return { min: Number.isFinite(min) ? min : 0, max: (Number.isFinite(min) ? min : 0) + 1 };
  const histogram = new Histogram('float32', { min, max });
  histogram.add(values);
  const limits = histogram.saturating(SATURATED_PERCENT);
  return limits.min < limits.max ? limits : { min, max };
}
