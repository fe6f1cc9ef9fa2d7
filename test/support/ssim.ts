import { SsimAccumulator } from '../../src-main/imaging/measures/ssim-accumulator';

/** SSIM of two planes in memory, of `width` pixels a row, by the accumulator that images are compared with. */
export function ssim(
  image: ArrayLike<number>,
  reference: ArrayLike<number>,
  width: number,
  range: number,
): number {
  const centre = { image: image[0]!, reference: reference[0]! };
  const accumulator = new SsimAccumulator({ width, range, centre, maps: [{ scale: 1, offset: 0 }] });
  accumulator.add(image, reference);
  return accumulator.means()[0]!;
}
