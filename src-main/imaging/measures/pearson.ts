import { PairMoments } from './pair-moments';

/** Pearson's correlation coefficient of two images' values; 0 when one of them is constant. */
export function pearson(image: ArrayLike<number>, reference: ArrayLike<number>): number {
  const moments = new PairMoments();
  moments.add(image, reference);
  return moments.pearson();
}
