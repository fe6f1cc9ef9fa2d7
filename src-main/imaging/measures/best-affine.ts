import type { Linear } from '../../contract/compute-api';
import { PairMoments } from './pair-moments';

/** The scale and offset that bring an image nearest to the reference in the least-squares sense. */
export function bestAffine(image: ArrayLike<number>, reference: ArrayLike<number>): Linear {
  const moments = new PairMoments();
  moments.add(image, reference);
  return moments.bestAffine();
}
