import { describe, expect, test } from 'vitest';
import { decorrelation } from '../../../../src-main/imaging/measures/decorrelation';
import { lastingPeak } from '../../../../src-main/imaging/measures/lasting-peak';
import { complexGrid, transform } from '../../../../src-main/imaging/fft';
import { RandomStream } from '../../../../src-main/imaging/random';
import { withNoise } from '../../../support/random-structure';

/** Random structure that ends at `cutoff` of Nyquist's frequency, as optics end, its power falling towards it. */
function bandLimited(side: number, cutoff: number, seed: number) {
  const grid = complexGrid(side, side);
  const random = new RandomStream(seed, 'sample');
  grid.real.forEach((_, i) => (grid.real[i] = random.normal()));
  transform(grid);
  grid.real.forEach((_, i) => {
    const [u, v] = [i % side, Math.floor(i / side)];
    const radius = Math.hypot(Math.min(u, side - u), Math.min(v, side - v)) / (side / 2);
    const gain = radius < cutoff ? 1 - radius / cutoff + 0.15 : 0;
    grid.real[i]! *= gain;
    grid.imaginary[i]! *= gain;
  });
  transform(grid, true);
  return { width: side, height: side, data: grid.real };
}

describe('the decorrelation analysis', () => {
  test.each([0.3, 0.5, 0.7])('finds where structure ends, at %f of the highest frequency', (cutoff) => {
    const { resolutionPx } = decorrelation(withNoise(bandLimited(256, cutoff, 1), 0.02, 2));
    expect(2 / resolutionPx! / cutoff).toBeGreaterThan(0.9);
    expect(2 / resolutionPx! / cutoff).toBeLessThan(1.08);
  });

  test('gives a higher A0 to less noise', () => {
    const image = bandLimited(128, 0.5, 3);
    expect(decorrelation(withNoise(image, 0.02, 4)).a0).toBeGreaterThan(
      decorrelation(withNoise(image, 0.3, 4)).a0,
    );
  });

  test('does not depend on contrast and brightness, and hardly on an odd size', () => {
    const image = withNoise(bandLimited(128, 0.5, 5), 0.05, 6);
    const { resolutionPx, a0 } = decorrelation(image);
    const bright = { ...image, data: Float64Array.from(image.data, (value) => 1000 + 50 * value) };
    expect(decorrelation(bright).resolutionPx).toBeCloseTo(resolutionPx!, 6);
    expect(decorrelation(bright).a0).toBeCloseTo(a0, 6);
    const odd = {
      width: 121,
      height: 103,
      data: Float64Array.from(
        { length: 121 * 103 },
        (_, i) => image.data[Math.floor(i / 121) * 128 + (i % 121)]!,
      ),
    };
    expect(decorrelation(odd).resolutionPx! / resolutionPx!).toBeCloseTo(1, 1);
  });

  test('tells nothing of pure noise', () => {
    const nothing = { width: 128, height: 128, data: new Float32Array(128 * 128) };
    expect(decorrelation(withNoise(nothing, 1, 7)).a0).toBeLessThan(0.2);
  });

  test('refuses what is too small or constant in a sentence', () => {
    const flat = (side: number) => ({ width: side, height: side, data: new Float32Array(side * side) });
    expect(() => decorrelation(flat(40))).toThrow('48 x 48');
    expect(() => decorrelation(flat(64))).toThrow('0 everywhere');
  });
});

describe('the peak of a curve', () => {
  test('is its highest sample inside', () => {
    expect(lastingPeak([0, 0.2, 0.5, 0.4, 0.1])).toEqual({ at: 2, height: 0.5 });
  });

  test('may be lower than the end, if the curve falls behind it', () => {
    expect(lastingPeak([0, 0.4, 0.2, 0.3, 0.6])).toEqual({ at: 1, height: 0.4 });
  });

  test('is none where it falls by less than 0.001, or at once, or never', () => {
    expect(lastingPeak([0, 0.1, 0.2, 0.1995])).toBeNull();
    expect(lastingPeak([1, 0.5, 0.2])).toBeNull();
    expect(lastingPeak([0, 1, 2])).toBeNull();
  });
});
