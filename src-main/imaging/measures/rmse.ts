import { DifferenceSums } from './difference-sums';

/** Root mean squared error, in the images' units. Both hold the same number of values. */
export function rmse(image: ArrayLike<number>, reference: ArrayLike<number>): number {
  const sums = new DifferenceSums();
  sums.add(image, reference);
  return sums.rmse();
}
