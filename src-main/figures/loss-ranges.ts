import type { Range } from './axes-svg';
import { isError, lastEpoch, type LossCurves, type RunCurves } from './loss-curves';

/** Of so many of the worst values of a curve the axis takes no notice: first epochs are far off, and spikes are. */
const OUTLIERS = { validation: 0.02, training: 0.1 };
/** Free room above and below, as a part of the range. */
const ROOM = 0.05;

/**
 * The values that the axis shows: all of the good end, and at the bad end what nearly all epochs reach. Curves beyond
 * it are cut at the border, which {@link cutValues} tells.
 */
export function lossRange({ runs, baselines, measure }: LossCurves): Range {
  const sign = isError(measure) ? 1 : -1;
  const best: number[] = [];
  const worst: number[] = [];
  for (const run of runs) {
    for (const part of ['validation', 'training'] as const) {
      const values = finite(run[part])
        .map((value) => value * sign)
        .sort((a, b) => a - b);
      if (values.length === 0) continue;
      best.push(values[0]!);
      worst.push(values[Math.ceil(values.length * (1 - OUTLIERS[part])) - 1]!);
    }
  }
  for (const { value } of baselines) {
    best.push(value * sign);
    worst.push(value * sign);
  }
  if (best.length === 0) return { min: 0, max: 1 };
  const [from, to] = [Math.min(...best), Math.max(...worst)];
  return widened(sign > 0 ? { min: from, max: to } : { min: -to, max: -from });
}

/** How many values of all curves lie outside the range. */
export function cutValues({ runs }: LossCurves, { min, max }: Range): number {
  return runs
    .flatMap(({ validation, training }) => [...finite(validation), ...finite(training)])
    .filter((value) => value < min || value > max).length;
}

/** The epochs that the inset shows; null where there are not three times as many: then it would magnify little. */
export function insetEpochs({ runs, lastEpochs }: LossCurves): Range | null {
  const last = lastEpoch(runs);
  return lastEpochs < 2 || last < 3 * lastEpochs ? null : { min: last - lastEpochs + 1, max: last };
}

/** The validation values in those epochs; null where there are none. */
export function insetRange({ runs }: LossCurves, epochs: Range): Range | null {
  const values = runs.flatMap((run) => valuesWithin(run, epochs));
  return values.length === 0 ? null : widened({ min: Math.min(...values), max: Math.max(...values) });
}

function valuesWithin({ epochs, validation }: RunCurves, { min, max }: Range): number[] {
  return finite(validation.filter((_, i) => epochs[i]! >= min && epochs[i]! <= max));
}

function finite(values: readonly number[]): number[] {
  return values.filter(Number.isFinite);
}

function widened({ min, max }: Range): Range {
  const room = max > min ? (max - min) * ROOM : Math.abs(max) * ROOM || 1;
  return { min: min - room, max: max + room };
}
