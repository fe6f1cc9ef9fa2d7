/** Values of a batch of images: [batch, height, width, features]. */
export interface ImageBatch {
  shape: number[];
  values: Float32Array;
}

/** Largest absolute difference of two sequences of numbers; Infinity where one is not a number. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}
