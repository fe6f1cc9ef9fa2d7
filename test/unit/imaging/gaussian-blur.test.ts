import { describe, expect, it } from 'vitest';
import { gaussianBlur } from '../../../src-main/imaging/gaussian-blur';

describe('smoothing by a Gaussian', () => {
  it('makes of a point the product of two Gaussians, cut at four SD', () => {
    const plane = { width: 31, height: 25, data: new Float32Array(31 * 25) };
    plane.data[12 * 31 + 15] = 1;
    const out = gaussianBlur(plane, 2);
    const tap = (i: number) => Math.exp(-(i * i) / 8);
    const total = Array.from({ length: 17 }, (_, i) => tap(i - 8)).reduce((a, b) => a + b, 0);
    for (const [dx, dy] of [
      [0, 0],
      [3, 0],
      [0, -5],
      [-7, 8],
      [9, 0],
    ] as const) {
      const expected = Math.abs(dx) > 8 ? 0 : (tap(dx) * tap(dy)) / total ** 2;
      expect(out[(12 + dy) * 31 + 15 + dx]).toBeCloseTo(expected, 7);
    }
  });

  it('finds nothing beyond the borders, and leaves an image alone where sigma is 0', () => {
    const plane = { width: 5, height: 4, data: new Float32Array(20).fill(1) };
    expect(gaussianBlur(plane, 0)).toEqual(plane.data);
    expect(gaussianBlur(plane, 1)[0]!).toBeLessThan(0.6);
  });
});
