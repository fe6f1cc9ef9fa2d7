import type { DisplayHistogram } from '../../contract/display';
import type { PixelArray, Rectangle } from '../../contract/image';
import type { CallOptions } from '../../contract/signal';
import { extractSample } from '../pad';
import { measuredLevel, readLevel } from './read-level';
import type { Tiles } from './tile-reader';

const BINS = 256;

/** The smallest and largest finite value, or null where there is none. */
export function finiteRange(data: PixelArray): { min: number; max: number } | null {
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value < min && value !== -Infinity) min = value;
    if (value > max && value !== Infinity) max = value;
  }
  return min <= max ? { min, max } : null;
}

/** Counts finite values in 256 equal bins over their own range; in one bin where they are all alike. */
export function countValues(data: PixelArray): Omit<DisplayHistogram, 'level'> {
  const range = finiteRange(data);
  if (!range) return { counts: new Float64Array(1), min: 0, max: 0, total: 0 };
  const { min, max } = range;
  const bins = min === max ? 1 : BINS;
  const counts = new Float64Array(bins);
  // The extent of a range may be beyond what a number can be; half of it is not.
  const half = max / 2 - min / 2;
  let total = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!(value >= min && value <= max)) continue;
    const at = bins === 1 ? 0 : Math.floor(((value / 2 - min / 2) / half) * bins);
    counts[Math.min(bins - 1, at)]!++;
    total++;
  }
  return { counts, min, max, total };
}

/** The histogram of one sample of a plane, or of a rectangle of it; of a smaller level where that is large. */
export async function displayHistogram(
  tiles: Tiles,
  { plane, sample, region }: { plane: number; sample: number; region?: Rectangle | undefined },
  options: CallOptions = {},
): Promise<DisplayHistogram> {
  const { width, height } = tiles.geometry;
  const rectangle = region ?? { x: 0, y: 0, width, height };
  const level = measuredLevel(rectangle);
  const block = await readLevel(tiles, plane, level, rectangle, options);
  return { ...countValues(extractSample(block, sample).data), level };
}
