import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minimise } from '../../../src-main/imaging/minimise';

describe("Brent's minimum", () => {
  test('of a parabola is found in a few steps', () => {
    let calls = 0;
    const { at, value } = minimise((x) => (calls++, (x - 2.5) ** 2 + 7), 0, 10);
    expect(at).toBeCloseTo(2.5, 5);
    expect(value).toBeCloseTo(7, 10);
    expect(calls).toBeLessThan(12);
  });

  test('is found wherever it lies in the interval', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (place) => {
        expect(minimise((x) => Math.abs(x - place) ** 1.5, 0, 1).at).toBeCloseTo(place, 4);
      }),
    );
  });

  test('at an end is approached', () => {
    expect(minimise((x) => x, 0, 1).at).toBeLessThan(1e-5);
    expect(minimise((x) => -x, 0, 1).at).toBeGreaterThan(1 - 1e-5);
  });

  test('of a constant ends', () => {
    expect(minimise(() => 1, 0, 1).value).toBe(1);
  });
});
