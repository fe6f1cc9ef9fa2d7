import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidRequestError } from '../../../src-main/contract/errors';
import type { ImageStatistics } from '../../../src-main/contract/files-api';
import type { PixelType } from '../../../src-main/contract/image';
import {
  applyLinear,
  fullScale,
  invertLinear,
  resolveNormalisation,
} from '../../../src-main/imaging/normalize';

const statistics = (min: number, max: number, mean = 0, std = 0): ImageStatistics => ({
  min,
  max,
  mean,
  std,
  nonFinite: 0,
});
const NONE: ImageStatistics = { min: null, max: null, mean: null, std: null, nonFinite: 4 };

describe('resolveNormalisation', () => {
  test('maps 0 to full scale onto -0.5 to 0.5 when fixed', () => {
    for (const [pixelType, full] of [
      ['bool', 1],
      ['uint8', 255],
      ['int8', 255],
      ['uint16', 65535],
      ['int16', 65535],
      ['float32', 65535],
    ] as [PixelType, number][]) {
      expect(fullScale(pixelType)).toBe(full);
      const linear = resolveNormalisation({ kind: 'fixed' }, pixelType, statistics(0, 1));
      expect([...applyLinear(Uint16Array.of(0, full), linear)]).toEqual([-0.5, 0.5]);
    }
  });

  test('maps the smallest value to 0 and the largest to 1 by minMax', () => {
    const linear = resolveNormalisation({ kind: 'minMax' }, 'uint16', statistics(100, 300));
    expect([...applyLinear(Uint16Array.of(100, 200, 300), linear)]).toEqual([0, 0.5, 1]);
  });

  test('maps the two percentiles to 0 and 1 without clipping beyond them', () => {
    const percentile = { kind: 'percentile', low: 1, high: 99 } as const;
    const linear = resolveNormalisation(percentile, 'uint16', statistics(0, 30), { low: 10, high: 20 });
    expect([...applyLinear(Uint16Array.of(0, 10, 20, 30), linear)]).toEqual([-1, 0, 1, 2]);
  });

  test('subtracts the mean and divides by the standard deviation', () => {
    const linear = resolveNormalisation({ kind: 'meanStd' }, 'float32', statistics(0, 9, 5, 2));
    expect([...applyLinear(Float32Array.of(5, 9), linear)]).toEqual([0, 2]);
  });

  test("spreads a plane from 0 to 1, then takes the training set's mean and SD, by frameMinMax", () => {
    const frames = { kind: 'frameMinMax', mean: 0.25, std: 0.5 } as const;
    const linear = resolveNormalisation(frames, 'uint16', statistics(100, 300, 7, 3));
    expect([...applyLinear(Uint16Array.of(100, 200, 300), linear)]).toEqual([-0.5, 0.5, 1.5]);
    const empty = resolveNormalisation(frames, 'uint16', statistics(100, 100));
    expect([...applyLinear(Uint16Array.of(100), linear)]).toEqual([
      ...applyLinear(Uint16Array.of(100), empty),
    ]);
  });

  test('only shifts a stack of one value', () => {
    expect(resolveNormalisation({ kind: 'minMax' }, 'uint8', statistics(7, 7))).toEqual({
      scale: 1,
      offset: -7,
    });
    expect(resolveNormalisation({ kind: 'meanStd' }, 'uint8', statistics(7, 7, 7, 0))).toEqual({
      scale: 1,
      offset: -7,
    });
  });

  test('refuses a stack without a finite value where the data decides, not where they do not', () => {
    expect(() => resolveNormalisation({ kind: 'minMax' }, 'float32', NONE)).toThrow(InvalidRequestError);
    expect(resolveNormalisation({ kind: 'fixed' }, 'float32', NONE).offset).toBe(-0.5);
  });
});

describe('invertLinear', () => {
  test('gives back every 8 and 16-bit value that went in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('uint8', 'uint16', 'int16', 'int8'),
        fc.integer(),
        fc.integer(),
        (pixelType, a, b) => {
          const all = Int32Array.from(
            { length: 65536 },
            (_, i) => i - (pixelType.startsWith('u') ? 0 : 32768),
          );
          const inside = all.filter(
            (value) => invertLinear([value], { scale: 1, offset: 0 }, pixelType)[0] === value,
          );
          const range = statistics(Math.min(a, b) % 1000, (Math.max(a, b) % 60000) + 1000);
          const linear = resolveNormalisation({ kind: 'minMax' }, pixelType, range);
          expect([...invertLinear(applyLinear(inside, linear), linear, pixelType)]).toEqual([...inside]);
        },
      ),
      { numRuns: 8 },
    );
  });

  test('rounds to the nearest, halves upwards, and clips to what an integer type holds', () => {
    const identity = { scale: 1, offset: 0 };
    expect([...invertLinear([-3, 0.4, 0.5, 1.5, 254.6, 1e9, Infinity], identity, 'uint8')]).toEqual([
      0, 0, 1, 2, 255, 255, 255,
    ]);
    expect([...invertLinear([-0.5, -200, 127.5], identity, 'int8')]).toEqual([0, -128, 127]);
  });

  test('turns NaN into 0 for integers and keeps it for floats', () => {
    expect(invertLinear([NaN], { scale: 1, offset: 0 }, 'uint16')[0]).toBe(0);
    expect(invertLinear([NaN], { scale: 1, offset: 0 }, 'float32')[0]).toBeNaN();
  });

  test('never clips or rounds floats', () => {
    expect([...invertLinear([-0.75, 1.5], { scale: 2, offset: 0.25 }, 'float32')]).toEqual([-0.5, 0.625]);
  });

  test('refuses half precision by naming the cure', () => {
    expect(() => invertLinear([0], { scale: 1, offset: 0 }, 'float16')).toThrow('--type float32');
  });
});
