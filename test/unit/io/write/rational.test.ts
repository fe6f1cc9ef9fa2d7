import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rational } from '../../../../src-main/io/write/rational';

describe('rational', () => {
  test('gives a pixel size back to a billionth, in parts that ImageJ can read', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 1e4, noNaN: true }), (pixelSize) => {
        const [numerator, denominator] = rational(1 / pixelSize);
        expect(Number.isInteger(numerator) && Number.isInteger(denominator)).toBe(true);
        expect(Math.max(numerator, denominator)).toBeLessThan(2 ** 31);
        expect(Math.abs(denominator / numerator / pixelSize - 1)).toBeLessThan(1e-9);
      }),
      { numRuns: 1000 },
    );
  });

  test('finds simple fractions', () => {
    expect(rational(1 / 0.065)).toEqual([200, 13]);
    expect(rational(10)).toEqual([10, 1]);
  });

  test('stays within its limits for extreme values', () => {
    expect(rational(1e300)).toEqual([2 ** 31 - 1, 1]);
    expect(rational(1e-300)).toEqual([1, 2 ** 31 - 1]);
  });

  test('refuses what is not positive', () => {
    expect(() => rational(0)).toThrow('not a positive number');
    expect(() => rational(NaN)).toThrow(RangeError);
  });
});
