import { throwIfCancelled, type CallOptions } from '../../contract/signal';
import type { ImageSource, PixelArray } from '../../contract/image';
import { planeGeometry } from '../geometry';
import { Histogram } from '../histogram';
import { extractSample } from '../pad';
import { finiteRange } from './display-histogram';

/** Part of the values that is shown saturated, half at each end, in percent: ImageJ's Enhance Contrast. */
export const SATURATED_PERCENT = 0.35;

/** Most planes that are looked at. */
const PLANES = 8;

/** Values of a plane that are looked at: of larger ones, bands of rows spread evenly. */
const PLANE_VALUES = 4 * 2 ** 20;

/** Rows of such a band. */
const BAND_ROWS = 16;

/** `count` numbers spread evenly over a list, the first and the last among them. */
export function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  if (count === 1) return [items[0]!];
  return Array.from({ length: count }, (_, i) => items[Math.round((i * (items.length - 1)) / (count - 1))]!);
}

/**
 * Limits that saturate 0.35 % of the values of up to 8 planes spread evenly over those named. Of a plane of more than
 * four million pixels rows spread evenly stand for all. Null where no value is finite; where all are alike, the range
 * begins there and is 1 wide. Progress counts planes.
 */
export async function displayRange(
  source: ImageSource,
  { planes, sample }: { planes: readonly number[]; sample: number },
  { signal, onProgress }: CallOptions = {},
): Promise<{ min: number; max: number } | null> {
  const chosen = spread(planes, PLANES);
  let done = 0;
  const pass = async (see: (data: PixelArray) => void): Promise<void> => {
    for (const plane of chosen) {
      for await (const data of sampledRows(source, plane, sample, { signal })) {
        see(data);
        onProgress?.({ done, total: 2 * chosen.length, unit: 'planes', activity: 'display range' });
      }
      done++;
    }
  };

  let [min, max] = [Infinity, -Infinity];
  await pass((data) => {
    const range = finiteRange(data);
    if (range) [min, max] = [Math.min(min, range.min), Math.max(max, range.max)];
  });
  if (min > max) return null;
  if (min === max) return { min, max: min + 1 };
  const histogram = new Histogram(source.info.pixelType, { min, max });
  await pass((data) => histogram.add(data));
  const limits = histogram.saturating(SATURATED_PERCENT);
  return limits.min < limits.max ? limits : { min, max };
}

/** One sample of a plane in bands of rows: all of it, or where it is large bands at equal distances. */
async function* sampledRows(
  source: ImageSource,
  plane: number,
  sample: number,
  { signal }: CallOptions,
): AsyncGenerator<PixelArray> {
  const { width, height, samples } = planeGeometry(source.info);
  const rows = Math.max(1, Math.min(BAND_ROWS, Math.floor(PLANE_VALUES / (width * samples))));
  const bands = Array.from({ length: Math.ceil(height / rows) }, (_, i) => i * rows);
  const most = Math.max(1, Math.floor(PLANE_VALUES / (width * samples * rows)));
  for (const y of spread(bands, most)) {
    throwIfCancelled(signal);
    const region = { plane, x: 0, y, width, height: Math.min(rows, height - y) };
    yield extractSample(await source.readRegion(region, signal ? { signal } : {}), sample).data;
  }
}
