import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StatisticsAccumulator } from '../../../src-main/imaging/statistics';

function statisticsOf(...parts: (Float64Array | Uint16Array)[]) {
  const accumulator = new StatisticsAccumulator();
  for (const part of parts) accumulator.add(part);
  return accumulator.result();
}

describe('StatisticsAccumulator', () => {
  test('gives range, mean and population standard deviation', () => {
    expect(statisticsOf(Uint16Array.of(2, 4, 4, 4, 5, 5, 7, 9))).toEqual({
      min: 2,
      max: 9,
      mean: 5,
      std: 2,
      nonFinite: 0,
    });
  });

  test('leaves out and counts values that are not finite', () => {
    expect(statisticsOf(Float64Array.of(NaN, 1, Infinity, 3, -Infinity))).toEqual({
      min: 1,
      max: 3,
      mean: 2,
      std: 1,
      nonFinite: 3,
    });
  });

  test('says null where no value is finite', () => {
    expect(statisticsOf(Float64Array.of(NaN))).toEqual({
      min: null,
      max: null,
      mean: null,
      std: null,
      nonFinite: 1,
    });
  });

  test('does not depend on how the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 50 }),
        fc.nat(50),
        (values, at) => {
          const whole = statisticsOf(Float64Array.from(values));
          const parts = statisticsOf(
            Float64Array.from(values.slice(0, at)),
            Float64Array.from(values.slice(at)),
          );
          expect(parts.min).toBe(whole.min);
          expect(parts.mean).toBeCloseTo(whole.mean!, 6);
          expect(parts.std).toBeCloseTo(whole.std!, 6);
        },
      ),
    );
  });

  test('keeps the digits of small differences on a large offset', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => 1e9 + (i % 2));
    expect(statisticsOf(values).std).toBeCloseTo(0.5, 12);
  });
});
