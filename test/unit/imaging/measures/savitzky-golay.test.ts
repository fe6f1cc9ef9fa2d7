import { describe, expect, test } from 'vitest';
import { savitzkyGolay } from '../../../../src-main/imaging/measures/savitzky-golay';

describe('Savitzky-Golay smoothing', () => {
  test('weighs five values by the published numbers, -3 12 17 12 -3 over 35', () => {
    const values = [1, -2, 5, 0, 3, 8, 2];
    const expected = (-3 * -2 + 12 * 5 + 17 * 0 + 12 * 3 - 3 * 8) / 35;
    expect(savitzkyGolay(values, 5)[3]).toBeCloseTo(expected, 12);
  });

  test('leaves a cubic as it is, ends included', () => {
    const cubic = Array.from({ length: 20 }, (_, x) => 3 - x + 0.2 * x ** 2 - 0.01 * x ** 3);
    savitzkyGolay(cubic, 9).forEach((value, i) => expect(value).toBeCloseTo(cubic[i]!, 10));
  });

  test('refuses a window that is even or longer than the curve', () => {
    expect(() => savitzkyGolay([1, 2, 3, 4, 5, 6], 6)).toThrow('6 values');
    expect(() => savitzkyGolay([1, 2, 3], 5)).toThrow(RangeError);
  });
});
