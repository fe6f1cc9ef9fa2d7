import { describe, expect, it } from 'vitest';
import { lengthInUm, timeInS } from '../../../../src-main/io/tiff/units';

describe('units', () => {
  it.each([
    ['µm', 1],
    ['\u03bcm', 1],
    ['\\u00B5m', 1],
    ['Âµm', 1],
    ['micron', 1],
    ['um', 1],
    ['nm', 0.001],
    ['mm', 1000],
    ['cm', 10_000],
    ['inch', 25_400],
  ])('takes a length in %s', (unit, um) => {
    expect(lengthInUm(2, unit)).toBeCloseTo(2 * um, 12);
  });

  it.each(['pixel', 'pixels', '', 'reference frame', 'constructor'])(
    'knows that "%s" is no length',
    (unit) => {
      expect(lengthInUm(1, unit)).toBeNull();
    },
  );

  it('takes no length of zero, below zero, or infinite', () => {
    expect([0, -1, Infinity, NaN].map((value) => lengthInUm(value, 'um'))).toEqual([null, null, null, null]);
  });

  it.each([
    ['s', 1],
    ['sec', 1],
    ['ms', 0.001],
    ['min', 60],
  ])('takes a time in %s', (unit, seconds) => {
    expect(timeInS(3, unit)).toBeCloseTo(3 * seconds, 12);
  });
});
