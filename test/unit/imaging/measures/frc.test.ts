import { describe, expect, test } from 'vitest';
import { fourierRingCorrelation } from '../../../../src-main/imaging/measures/frc';
import { singleImageRingCorrelation } from '../../../../src-main/imaging/measures/single-image-frc';
import type { Plane } from '../../../../src-main/imaging/plane';
import { RandomStream } from '../../../../src-main/imaging/random';
import { randomStructure, withNoise } from '../../../support/random-structure';

/** Pixels at which structure of this blur comes down to `ratio` times the power of noise of this SD. */
const resolutionWhere = (ratio: number, sigma: number, sd: number) =>
  (2 * Math.PI * sigma) / Math.sqrt(-Math.log(ratio * sd * sd));

const cropped = ({ width, data }: Plane, wide: number, high: number): Plane => ({
  width: wide,
  height: high,
  data: Float64Array.from(
    { length: wide * high },
    (_, i) => data[Math.floor(i / wide) * width + (i % wide)]!,
  ),
});

describe('FRC of two images', () => {
  const [sigma, sd] = [1.5, 0.1];
  const structure = randomStructure(257, 257, sigma, 1);
  const [first, second] = [withNoise(structure, sd, 2), withNoise(structure, sd, 3)];

  test('finds the resolution where noise has six times the power of structure', () => {
    const { resolutionPx, outcome, side } = fourierRingCorrelation(first, second);
    expect([outcome, side]).toEqual(['resolved', 256]);
    expect(resolutionPx! / resolutionWhere(1 / 6, sigma, sd)).toBeCloseTo(1, 1.3);
  });

  test('agrees on 256 and 257 pixels, and on 240 x 300', () => {
    const of = (wide: number, high: number) =>
      fourierRingCorrelation(cropped(first, wide, high), cropped(second, wide, high)).resolutionPx!;
    const whole = fourierRingCorrelation(first, second).resolutionPx!;
    expect(of(256, 256) / whole).toBeCloseTo(1, 2);
    expect(of(257, 256) / whole).toBeCloseTo(1, 2);
    expect(of(257, 230) / whole).toBeCloseTo(1, 1);
  });

  test('does not depend on contrast', () => {
    const bright = { ...second, data: Float64Array.from(second.data, (value) => 1e9 * value) };
    const [curve, other] = [first, first].map((image, i) =>
      fourierRingCorrelation(image, i ? bright : second),
    );
    other!.correlation.forEach((value, q) => expect(value).toBeCloseTo(curve!.correlation[q]!, 9));
  });

  test('is limited by the pixels where two images are the same, and by nothing shared where they are noise', () => {
    expect(fourierRingCorrelation(first, first)).toMatchObject({
      outcome: 'beyond-pixels',
      resolutionPx: null,
    });
    const nothing = { width: 128, height: 128, data: new Float32Array(128 * 128) };
    const noise = fourierRingCorrelation(withNoise(nothing, 1, 4), withNoise(nothing, 1, 5));
    expect(noise).toMatchObject({ outcome: 'nothing-shared', resolutionPx: null });
  });

  test('refuses what holds no resolution in a sentence', () => {
    const flat = { width: 64, height: 64, data: new Float32Array(64 * 64).fill(7) };
    expect(() => fourierRingCorrelation(flat, flat)).toThrow('the first image is 7 everywhere');
    expect(() => fourierRingCorrelation(cropped(first, 20, 64), cropped(second, 20, 64))).toThrow('20 x 64');
    expect(() => fourierRingCorrelation(first, cropped(second, 256, 257))).toThrow('256 x 257');
    const broken = { ...first, data: Float32Array.from(first.data, (value, i) => (i === 300 ? NaN : value)) };
    expect(() => fourierRingCorrelation(first, broken)).toThrow(
      'the second image holds NaN in column 43, row 1',
    );
  });
});

describe('FRC of one image', () => {
  const [sigma, sd] = [1.5, 0.1];
  const image = withNoise(randomStructure(256, 256, sigma, 6), sd, 7);

  test('finds the resolution where noise has three times the power of structure: each half has half the photons', () => {
    const { resolutionPx, noise, noiseRatio } = singleImageRingCorrelation(image);
    expect(resolutionPx! / resolutionWhere(1 / 3, sigma, sd)).toBeCloseTo(1, 1.3);
    expect(noise).toBe('corners');
    expect(noiseRatio).toBeCloseTo(1, 0.7);
  });

  test('with a known gain is the mean over tosses of a coin for each photon', () => {
    const random = new RandomStream(8, 'noise');
    const structure = randomStructure(96, 96, 2, 9);
    const photons = Float64Array.from(structure.data, (value) => {
      const expected = 20 + 40 * Math.max(0, 1 + 4 * value);
      return Math.max(0, Math.round(expected + Math.sqrt(expected) * random.normal()));
    });
    const heads = (count: number) => {
      let total = 0;
      for (let i = 0; i < count; i++) if (random.uniform() < 0.5) total++;
      return total;
    };
    const plane = (data: Float64Array): Plane => ({ width: 96, height: 96, data });
    const tosses = Array.from({ length: 12 }, () => {
      const half = photons.map(heads);
      return fourierRingCorrelation(plane(half), plane(photons.map((count, i) => count - half[i]!)));
    });
    const counts = photons.map((count) => 2.5 * count + 100);
    const expected = singleImageRingCorrelation(plane(counts), { countsPerPhoton: 2.5, offset: 100 });
    for (let q = 3; q < 47; q++) {
      const mean = tosses.reduce((sum, { correlation }) => sum + correlation[q]!, 0) / tosses.length;
      expect(Math.abs(mean - expected.correlation[q]!)).toBeLessThan(0.12);
    }
    expect(expected.noise).toBe('gain');
  });

  test('says by its noise ratio that an interpolated image has no white noise', () => {
    const smooth = withNoise(randomStructure(256, 256, 1, 10), 0, 0);
    expect(singleImageRingCorrelation(smooth).noiseRatio).toBeGreaterThan(1.5);
  });
});
