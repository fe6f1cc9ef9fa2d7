import { InvalidRequestError } from '../contract/errors';
import type { ComparisonReport, ImageComparison } from '../contract/files-api';
import type { ImageSource, PixelBlock, PixelType } from '../contract/image';
import { throwIfCancelled, type CallOptions } from '../contract/signal';
import { planeGeometry } from './geometry';
import { DifferenceSums } from './measures/difference-sums';
import { PairMoments } from './measures/pair-moments';
import { normalisedRmse } from './measures/normalised-rmse';
import { meanSimilarity, PlaneSimilarity, type PlaneSimilarities } from './measures/plane-similarity';
import { SSIM_WINDOW } from './measures/ssim-accumulator';
import { extractSample } from './pad';
import { PIXEL_TYPES } from './pixel-types';
import { pairPlanes, type PlanePair } from './plane-pairs';
import { StatisticsAccumulator } from './statistics';

/** Values of one image in memory at a time. */
const BAND_VALUES = 2 ** 20;

const AS_IT_IS = { scale: 1, offset: 0 };

/** Rows of a pair of planes, from top to bottom. */
interface Band {
  image: PixelBlock;
  reference: PixelBlock;
  /** Whether these are the first, or the last, rows of a pair. */
  first: boolean;
  last: boolean;
}

/**
 * Compares an image with a reference of the same size, plane by plane and a band of rows at a time, so that neither has
 * to fit into memory; in two passes, for the best affine rescaling has to be known before it can be measured.
 *
 * RMSE, NRMSE, MAE, PSNR and Pearson are over all pixels of all planes, SSIM and MS-SSIM are means over planes; one affine
 * rescaling serves the whole stack. `peak` and `range` are what the reference's integer type spans (255, 65535, ...); for floats
 * both are the reference's own largest minus smallest value.
 *
 * Throws {@link InvalidRequestError} when sizes or plane counts differ, when a value is NaN or infinite, or when a
 * float reference is constant and thus has no range.
 */
export async function compareImages(
  image: ImageSource,
  reference: ImageSource,
  options: CallOptions = {},
): Promise<ComparisonReport> {
  const pairs = pairPlanes(image.info, reference.info);
  const { width, height, samples } = planeGeometry(reference.info);
  const rowsInPasses = 2 * pairs.length * height;
  let rowsDone = 0;
  const bands = async function* (activity: string): AsyncGenerator<Band> {
    for await (const band of readBands(image, reference, pairs, options)) {
      yield band;
      rowsDone += band.image.height;
      options.onProgress?.({ done: rowsDone, total: rowsInPasses, unit: 'rows', activity });
    }
  };

  const moments = new PairMoments();
  const statistics = new StatisticsAccumulator();
  for await (const band of bands('Fitting')) {
    moments.add(band.image.data, band.reference.data);
    statistics.add(band.reference.data);
  }
  if (!Number.isFinite(moments.squaresX + moments.squaresY + moments.products)) {
    throw invalid('One of the images holds values that are NaN or infinite, so they cannot be compared.');
  }
  const { min, max } = statistics.result();
  const range = dataRange(reference.info.pixelType, { min: min!, max: max! });
  const bestFit = moments.bestAffine();

  const plain = new DifferenceSums();
  const rescaled = new DifferenceSums(bestFit);
  const centre = { image: moments.meanX, reference: moments.meanY };
  const maps = [AS_IT_IS, bestFit];
  const similarities: PlaneSimilarities[][] = maps.map(() => []);
  let current: PlaneSimilarity[] = [];
  for await (const { image, reference, first, last } of bands('Measuring')) {
    plain.add(image.data, reference.data);
    rescaled.add(image.data, reference.data);
    const options = { width, height, range, centre, maps };
    if (first) current = Array.from({ length: samples }, () => new PlaneSimilarity(options));
    current.forEach((each, sample) => {
      each.add(extractSample(image, sample).data, extractSample(reference, sample).data);
      if (last) each.means().forEach((means, map) => similarities[map]!.push(means));
    });
  }
  const planes = pairs.length * samples;

  const pearson = moments.pearson();
  const size = { rootMeanSquare: moments.rootMeanSquareY(), mean: moments.meanY, min: min!, max: max! };
  const measures = (sums: DifferenceSums, map: 0 | 1): ImageComparison => ({
    psnr: sums.psnr(range),
    ...meanSimilarity(similarities[map]!),
    rmse: sums.rmse(),
    nrmse: normalisedRmse(sums.rmse(), size),
    mae: sums.mae(),
    // A falling fit turns the image over; its correlation with the reference is then positive.
    pearson: map === 1 ? Math.abs(pearson) : pearson,
  });
  return {
    ...measures(plain, 0),
    peak: range,
    range,
    window: { kind: 'uniform', size: SSIM_WINDOW },
    planes,
    affine: { ...measures(rescaled, 1), ...bestFit },
  };
}

function invalid(sentence: string): InvalidRequestError {
  return new InvalidRequestError(sentence, { parameter: 'image' });
}

/** The range that PSNR and SSIM refer to: see {@link compareImages}. */
function dataRange(pixelType: PixelType, { min, max }: { min: number; max: number }): number {
  const { integer, bytes } = PIXEL_TYPES[pixelType];
  if (pixelType === 'bool') return 1;
  if (integer) return 2 ** (8 * bytes) - 1;
  if (max > min) return max - min;
  throw invalid(`The reference is ${min} everywhere, so PSNR and SSIM have no range to refer to.`);
}

async function* readBands(
  image: ImageSource,
  reference: ImageSource,
  pairs: PlanePair[],
  { signal }: CallOptions,
): AsyncGenerator<Band> {
  const { width, height, samples } = planeGeometry(reference.info);
  const rows = Math.max(1, Math.floor(BAND_VALUES / (width * samples)));
  const options = signal ? { signal } : {};
  for (const pair of pairs) {
    for (let y = 0; y < height; y += rows) {
      throwIfCancelled(signal);
      const region = { x: 0, y, width, height: Math.min(rows, height - y) };
      yield {
        image: await image.readRegion({ ...region, plane: pair.image }, options),
        reference: await reference.readRegion({ ...region, plane: pair.reference }, options),
        first: y === 0,
        last: y + region.height === height,
      };
    }
  }
}
