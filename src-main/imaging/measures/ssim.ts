import { SsimAccumulator } from './ssim-accumulator';

/**
 * Structural similarity (Wang et al. 2004) of two planes of `width` pixels a row, as `skimage.metrics
 * .structural_similarity(image, reference, data_range=range)` computes it. NaN below 7 x 7 pixels.
 */
export function ssim(
  image: ArrayLike<number>,
  reference: ArrayLike<number>,
  width: number,
  range: number,
): number {
  const centre = { image: image[0] ?? 0, reference: reference[0] ?? 0 };
  const accumulator = new SsimAccumulator({ width, range, centre, maps: [{ scale: 1, offset: 0 }] });
  accumulator.add(image, reference);
  return accumulator.means()[0]!;
}
