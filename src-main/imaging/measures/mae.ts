import { DifferenceSums } from './difference-sums';

/** Mean absolute error, in the images' units. Both hold the same number of values. */
export function mae(image: ArrayLike<number>, reference: ArrayLike<number>): number {
  const sums = new DifferenceSums();
  sums.add(image, reference);
  return sums.mae();
}
