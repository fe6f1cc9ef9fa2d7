import { eachColumn, eachRow, type ComplexGrid } from './complex-grid';
import { lineTransform } from './fft-line';

export { complexGrid, type ComplexGrid } from './complex-grid';

/** The smallest power of two that is no less than `count`. */
export function powerOfTwoFrom(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, count)));
}

/**
 * The discrete Fourier transform of a grid of any size, in place: sum of values times exp(-2 pi i (u x / width +
 * v y / height)), not divided by anything; `inverse` has the opposite sign and divides by the number of values. Sides of small
 * factors are transformed several times as fast as those with large primes.
 */
export function transform(grid: ComplexGrid, inverse = false): void {
  const { width, height, real, imaginary } = grid;
  // Swapping real and imaginary parts before and after turns the sign of the exponent around.
  const signed = inverse ? { width, height, real: imaginary, imaginary: real } : grid;
  eachRow(signed, lineTransform(width));
  eachColumn(signed, lineTransform(height));
  if (!inverse) return;
  for (let i = 0; i < real.length; i++) {
    real[i]! /= real.length;
    imaginary[i]! /= imaginary.length;
  }
}
