import { describe, expect, test } from 'vitest';
import { Histogram } from '../../../src-main/imaging/histogram';

const RANGE = { min: 0, max: 0 };

describe('Histogram', () => {
  test('gives percentiles of 16-bit data exactly as numpy.percentile does', () => {
    const histogram = new Histogram('uint16', RANGE);
    histogram.add(Uint16Array.of(10, 20, 30));
    histogram.add(Uint16Array.of(65535));
    const percentiles = [0, 25, 50, 75, 90, 100].map((percent) => histogram.percentile(percent));
    expect(percentiles).toEqual([10, 17.5, 25, 16406.25, expect.closeTo(45883.5, 9), 65535]);
  });

  test('counts negative integers', () => {
    const histogram = new Histogram('int8', RANGE);
    histogram.add(Int8Array.of(-128, -1, -1));
    expect([histogram.percentile(0), histogram.percentile(50), histogram.total]).toEqual([-128, -1, 3]);
  });

  test('is right to a 65,536th of the range for floats', () => {
    const histogram = new Histogram('float32', { min: -1, max: 1 });
    const values = Float32Array.from({ length: 20_001 }, (_, i) => i / 10_000 - 1);
    histogram.add(values);
    for (const percent of [0, 1, 50, 99.8, 100]) {
      expect(Math.abs(histogram.percentile(percent) - (percent / 50 - 1))).toBeLessThan(2 / 65_536);
    }
  });

  test('leaves out what is not finite', () => {
    const histogram = new Histogram('float32', { min: 0, max: 1 });
    histogram.add(Float32Array.of(NaN, Infinity, -Infinity, 1));
    expect(histogram.total).toBe(1);
    expect(histogram.percentile(50)).toBeCloseTo(1, 4);
  });

  test('takes a constant float image', () => {
    const histogram = new Histogram('float32', { min: 5, max: 5 });
    histogram.add(Float32Array.of(5, 5));
    expect(histogram.total).toBe(2);
    expect(histogram.percentile(50)).toBe(5);
  });

  test('answers NaN when nothing was counted', () => {
    expect(new Histogram('uint8', RANGE).percentile(50)).toBeNaN();
  });
});
