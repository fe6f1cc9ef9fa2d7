import { complexGrid, transform } from '../../src-main/imaging/fft';
import type { Plane } from '../../src-main/imaging/plane';
import { RandomStream } from '../../src-main/imaging/random';

/**
 * White noise of SD 1 blurred by a Gaussian of `sigma` pixels, periodic at the borders: its mean power at f cycles a pixel
 * is exp(-4 pi^2 sigma^2 f^2) of the white noise's, so that what a spectral measure must find is known.
 */
export function randomStructure(width: number, height: number, sigma: number, seed: number): Plane {
  const grid = complexGrid(width, height);
  const random = new RandomStream(seed, 'sample');
  grid.real.forEach((_, i) => (grid.real[i] = random.normal()));
  transform(grid);
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) {
      const square = (Math.min(u, width - u) / width) ** 2 + (Math.min(v, height - v) / height) ** 2;
      const gain = Math.exp(-2 * Math.PI ** 2 * sigma ** 2 * square);
      grid.real[v * width + u]! *= gain;
      grid.imaginary[v * width + u]! *= gain;
    }
  }
  transform(grid, true);
  return { width, height, data: grid.real };
}

/** A plane with white noise of a standard deviation added. */
export function withNoise({ width, height, data }: Plane, sd: number, seed: number): Plane {
  const random = new RandomStream(seed, 'noise');
  return { width, height, data: Float32Array.from(data, (value) => value + sd * random.normal()) };
}
