import type { ImageStatistics } from '../contract/files-api';
import type { ImageSource, PixelArray } from '../contract/image';
import { InvalidRequestError } from '../contract/errors';
import type { CallOptions } from '../contract/signal';
import { planeGeometry } from '../imaging/geometry';
import { StatisticsAccumulator } from '../imaging/statistics';

/** Pixels of a band of rows: enough that strips and tiles are read once, little enough for any memory. */
const BAND_SAMPLES = 4 * 2 ** 20;

/** Rows of a band are a multiple of this: the usual heights of tiles divide it. */
const ROW_STEP = 256;

/**
 * Statistics of an image by streaming over its planes, or those named, in bands of rows. All samples of a pixel count
 * together unless one is named. Progress counts planes.
 */
export async function readStatistics(
  source: ImageSource,
  { planes, sample, signal, onProgress }: { planes?: readonly number[]; sample?: number } & CallOptions = {},
): Promise<ImageStatistics> {
  const { width, height, samples, planes: count } = planeGeometry(source.info);
  if (sample !== undefined && sample >= samples) {
    throw new InvalidRequestError(
      `The image has ${samples} samples a pixel, not a sample number ${sample}.`,
      {
        parameter: 'sample',
      },
    );
  }
  const statistics = new StatisticsAccumulator();
  const rows = Math.max(1, Math.floor(BAND_SAMPLES / (width * samples)));
  const band = rows > ROW_STEP ? rows - (rows % ROW_STEP) : rows;
  const total = planes ? planes.length : count;
  for (let i = 0; i < total; i++) {
    const plane = planes ? planes[i]! : i;
    for (let y = 0; y < height; y += band) {
      const region = { plane, x: 0, y, width, height: Math.min(band, height - y) };
      const { data } = await source.readRegion(region, { signal });
      statistics.add(sample === undefined || samples === 1 ? data : oneSample(data, sample, samples));
    }
    onProgress?.({ done: i + 1, total, unit: 'planes', activity: 'statistics' });
  }
  return statistics.result();
}

function oneSample(data: PixelArray, sample: number, samples: number): PixelArray {
  return data.filter((_: number, i: number) => i % samples === sample) as PixelArray;
}
