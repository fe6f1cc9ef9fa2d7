import { describe, expect, it } from 'vitest';
import { namedLut } from '../../../../src-main/imaging/lut';
import { planePixels } from '../../../../src-renderer/viewer/plane-pixels';
import { saturatedRange } from '../../../../src-renderer/viewer/saturated-range';

describe('a small plane on the screen', () => {
  it('is shown through its table, cut at the ends of the range', () => {
    const pixels = planePixels([-1, 0, 0.5, 1, 2, NaN], { min: 0, max: 1 }, namedLut('Grays'));
    const grays = Array.from({ length: 6 }, (_, i) => pixels[4 * i]);
    expect(grays).toEqual([0, 0, 128, 255, 255, 0]);
    expect(pixels[3]).toBe(255);
  });

  it('a few outliers do not take its range', () => {
    const values = Float32Array.from({ length: 10_000 }, (_, i) => (i === 0 ? 1000 : i / 10_000));
    expect(saturatedRange(values).max).toBeLessThan(1000);
  });

  it('a constant plane has a range all the same', () => {
    expect(saturatedRange(new Float32Array(10).fill(3))).toEqual({ min: 3, max: 4 });
    expect(saturatedRange(new Float32Array(10).fill(NaN))).toEqual({ min: 0, max: 1 });
  });
});
