import { describe, expect, test } from 'vitest';
import type { PixelBlock } from '../../../src-main/contract/image';
import { extractSample, padBlock, reflectedIndex } from '../../../src-main/imaging/pad';

const block = (width: number, height: number, values: number[], samples = 1): PixelBlock => ({
  width,
  height,
  samples,
  pixelType: 'uint16',
  data: Uint16Array.from(values),
});

describe('padBlock', () => {
  test('extends right and down by reflection without repeating the edge', () => {
    const padded = padBlock(block(3, 2, [1, 2, 3, 4, 5, 6]), 5, 3);
    expect(padded.data).toEqual(Uint16Array.from([1, 2, 3, 2, 1, 4, 5, 6, 5, 4, 1, 2, 3, 2, 1]));
    expect(padded).toMatchObject({ width: 5, height: 3, samples: 1, pixelType: 'uint16' });
  });

  test('bounces when the side is shorter than what is missing', () => {
    expect([...padBlock(block(2, 1, [7, 8]), 7, 1).data]).toEqual([7, 8, 7, 8, 7, 8, 7]);
    expect([...padBlock(block(1, 3, [1, 2, 3]), 1, 8).data]).toEqual([1, 2, 3, 2, 1, 2, 3, 2]);
  });

  test('repeats a side of one pixel', () => {
    expect([...padBlock(block(1, 1, [9]), 2, 3).data]).toEqual([9, 9, 9, 9, 9, 9]);
  });

  test('moves interleaved samples together', () => {
    expect([...padBlock(block(2, 1, [1, 2, 3, 4], 2), 3, 1).data]).toEqual([1, 2, 3, 4, 1, 2]);
  });

  test('gives back a block that already has the size', () => {
    const same = block(2, 1, [1, 2]);
    expect(padBlock(same, 2, 1)).toBe(same);
  });

  test('reflects as numpy.pad does', () => {
    const side = (length: number, count: number) =>
      Array.from({ length: count }, (_, i) => reflectedIndex(i, length));
    expect(side(4, 11)).toEqual([0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2]);
  });
});

describe('extractSample', () => {
  test('takes one of the interleaved samples', () => {
    const rgb = block(2, 1, [1, 2, 3, 4, 5, 6], 3);
    expect(extractSample(rgb, 1)).toEqual(block(2, 1, [2, 5]));
  });

  test('refuses a sample that is not there', () => {
    expect(() => extractSample(block(1, 1, [1, 2, 3], 3), 3)).toThrow('no sample 3');
  });
});
