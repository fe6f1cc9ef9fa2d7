import { describe, expect, it } from 'vitest';
import { divideByPhaseMeans, joinPhaseSums, phaseSums } from '../../../src-main/imaging/macro-pixels';

/** 4 x 6 pixels at magnification 2: a pattern that repeats, times 1 or 3 by the input pixel. */
const WIDTH = 6;
const pattern = [1, 2, 0, 4];
const image = Float32Array.from({ length: 24 }, (_, n) => {
  const [i, j] = [Math.floor(n / WIDTH), n % WIDTH];
  return pattern[(i % 2) * 2 + (j % 2)]! * (i < 2 ? 1 : 3);
});

describe('the macro-pixel correction', () => {
  it('leaves of a repeating pattern only what differs between input pixels, with mean 1', () => {
    const corrected = image.slice();
    divideByPhaseMeans(corrected, WIDTH, phaseSums(corrected, WIDTH, 2));
    expect([...corrected.subarray(0, 2)]).toEqual([0.5, 0.5]);
    expect([...corrected.subarray(12, 14)]).toEqual([1.5, 1.5]);
  });

  it('leaves a phase whose mean is 0', () => {
    const corrected = image.slice();
    divideByPhaseMeans(corrected, WIDTH, phaseSums(corrected, WIDTH, 2));
    expect(corrected[WIDTH]).toBe(0);
  });

  it('leaves the other pixels what they are where one has no value', () => {
    const corrected = image.slice();
    corrected[7] = Number.NaN; // of the last phase, where 4 was
    divideByPhaseMeans(corrected, WIDTH, phaseSums(corrected, WIDTH, 2));
    expect(corrected[0]).toBe(0.5);
    expect(corrected[7]).toBeNaN();
    expect(corrected[9]).toBeCloseTo((4 * 6) / (4 * 11), 6);
  });

  it('is the same in parts as in one', () => {
    const parts = [image.subarray(0, 12), image.subarray(12)].map((part) => phaseSums(part, WIDTH, 2));
    expect(joinPhaseSums(parts)).toEqual(phaseSums(image, WIDTH, 2));
  });
});
