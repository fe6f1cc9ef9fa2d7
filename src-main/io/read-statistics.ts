import type { MeasuredStatistics } from '../contract/files-api';
import type { ImageSource, PixelArray, Rectangle } from '../contract/image';
import { InvalidRequestError } from '../contract/errors';
import type { CallOptions } from '../contract/signal';
import { planeGeometry } from '../imaging/geometry';
import { Histogram } from '../imaging/histogram';
import { extractSample } from '../imaging/pad';
import { StatisticsAccumulator } from '../imaging/statistics';

/** Pixels of a band of rows: enough that strips and tiles are read once, little enough for any memory. */
const BAND_SAMPLES = 4 * 2 ** 20;

/** Rows of a band are a multiple of this: the usual heights of tiles divide it. */
const ROW_STEP = 256;

/** What is measured: all planes or those named, whole or a rectangle, all samples or one, and percentiles where asked. */
export interface StatisticsRequest {
  region?: Rectangle | undefined;
  planes?: readonly number[] | undefined;
  sample?: number | undefined;
  percentiles?: readonly number[] | undefined;
}

/**
 * Statistics of an image by streaming over its planes in bands of rows; a second pass where percentiles are asked for,
 * as their bins need the range. Progress counts rows.
 */
export async function readStatistics(
  source: ImageSource,
  { region, planes, sample, percentiles = [] }: StatisticsRequest = {},
  { signal, onProgress }: CallOptions = {},
): Promise<MeasuredStatistics> {
  const { height, samples, planes: count } = planeGeometry(source.info);
  if (sample !== undefined && sample >= samples) {
    throw new InvalidRequestError(
      `The image has ${samples} samples a pixel, not a sample number ${sample}.`,
      {
        parameter: 'sample',
      },
    );
  }
  const passes = percentiles.length > 0 ? 2 : 1;
  const total = (planes?.length ?? count) * (region?.height ?? height) * passes;
  let done = 0;
  const pass = async (see: (data: PixelArray) => void): Promise<void> => {
    for await (const { data, rows } of bands(source, { region, planes, sample }, { signal })) {
      see(data);
      done += rows;
      onProgress?.({ done, total, unit: 'rows', activity: 'statistics' });
    }
  };

  const accumulator = new StatisticsAccumulator();
  await pass((data) => accumulator.add(data));
  const statistics = accumulator.result();
  const { min, max } = statistics;
  if (passes === 1 || min === null || max === null)
    return { ...statistics, percentiles: percentiles.map(() => NaN) };
  const histogram = new Histogram(source.info.pixelType, { min, max });
  await pass((data) => histogram.add(data));
  return { ...statistics, percentiles: percentiles.map((percent) => histogram.percentile(percent)) };
}

/** The wanted values, plane by plane, a band of rows at a time. */
async function* bands(
  source: ImageSource,
  { region, planes, sample }: StatisticsRequest,
  options: Pick<CallOptions, 'signal'>,
): AsyncGenerator<{ data: PixelArray; rows: number }> {
  const { samples, planes: count, ...size } = planeGeometry(source.info);
  const { x, y: top, width, height } = region ?? { x: 0, y: 0, width: size.width, height: size.height };
  const fitting = Math.max(1, Math.floor(BAND_SAMPLES / (width * samples)));
  const band = fitting > ROW_STEP ? fitting - (fitting % ROW_STEP) : fitting;
  const total = planes?.length ?? count;
  for (let i = 0; i < total; i++) {
    const plane = planes?.[i] ?? i;
    for (let y = 0; y < height; y += band) {
      const rows = Math.min(band, height - y);
      const block = await source.readRegion({ plane, x, y: top + y, width, height: rows }, options);
      yield { data: sample === undefined ? block.data : extractSample(block, sample).data, rows };
    }
  }
}
