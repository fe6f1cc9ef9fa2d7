import { describe, expect, it } from 'vitest';
import { DIVERGING_LUT, LUT_NAMES, lutIndex, namedLut, type LutName } from '../../../src-main/imaging/lut';

const entry = (name: LutName, i: number): number[] => [...namedLut(name).subarray(i * 3, i * 3 + 3)];
const sum = (name: LutName): number => namedLut(name).reduce((total, value) => total + value, 0);

describe('lookup tables', () => {
  // Printed by ij.plugin.LutLoader of ImageJ 1.52i: entries 0, 64, 128, 200, 255, and the sum over the table.
  it.each<[LutName, number[][], number]>([
    [
      'Grays',
      [
        [0, 0, 0],
        [64, 64, 64],
        [128, 128, 128],
        [200, 200, 200],
        [255, 255, 255],
      ],
      97920,
    ],
    [
      'Fire',
      [
        [0, 0, 0],
        [146, 0, 210],
        [240, 79, 0],
        [255, 219, 0],
        [255, 255, 255],
      ],
      96941,
    ],
    [
      'Ice',
      [
        [0, 156, 140],
        [50, 171, 234],
        [217, 92, 245],
        [250, 54, 114],
        [230, 0, 27],
      ],
      110558,
    ],
    [
      'Spectrum',
      [
        [255, 0, 0],
        [126, 255, 0],
        [0, 252, 255],
        [180, 0, 255],
        [255, 0, 0],
      ],
      97788,
    ],
    [
      '3-3-2 RGB',
      [
        [0, 0, 0],
        [64, 0, 0],
        [128, 0, 0],
        [192, 64, 0],
        [224, 224, 192],
      ],
      81920,
    ],
    [
      'Red/Green',
      [
        [0, 0, 0],
        [128, 0, 0],
        [0, 0, 0],
        [0, 144, 0],
        [0, 254, 0],
      ],
      32512,
    ],
  ])('%s is ImageJ’s', (name, entries, total) => {
    expect([0, 64, 128, 200, 255].map((i) => entry(name, i))).toEqual(entries);
    expect(sum(name)).toBe(total);
  });

  // From matplotlib 3.11.2, rounded to 8 bits: entries 0, 128, 255, and the sum.
  it.each<[LutName, string[], number]>([
    ['Viridis', ['440154', '21918c', 'fde725'], 84586],
    ['Magma', ['000004', 'b73779', 'fcfdbf'], 90119],
    ['Inferno', ['000004', 'bc3754', 'fcffa4'], 80870],
    ['Plasma', ['0d0887', 'cc4778', 'f0f921'], 96347],
    ['Cividis', ['00224e', '7d7c78', 'fee838'], 91097],
  ])('%s is matplotlib’s', (name, entries, total) => {
    const hex = (i: number): string =>
      entry(name, i)
        .map((value) => value.toString(16).padStart(2, '0'))
        .join('');
    expect([0, 128, 255].map(hex)).toEqual(entries);
    expect(sum(name)).toBe(total);
  });

  it('are 256 entries each', () => {
    for (const name of LUT_NAMES) expect(namedLut(name)).toHaveLength(768);
  });

  it('Orange hot is black, orange at half, white', () => {
    expect(entry('Orange hot', 0)).toEqual([0, 0, 0]);
    expect(entry('Orange hot', 127)[0]).toBeGreaterThan(250);
    expect(entry('Orange hot', 255)).toEqual([255, 255, 255]);
  });

  it('that for differences is dark in the middle and blue below, orange above', () => {
    const [red, , blue] = DIVERGING_LUT.subarray(0, 3);
    expect(blue).toBeGreaterThan(red!);
    expect(Math.max(...DIVERGING_LUT.subarray(127 * 3, 129 * 3))).toBeLessThan(8);
    expect(DIVERGING_LUT[765]).toBeGreaterThan(DIVERGING_LUT[767]!);
  });
});

describe('the entry a value is shown by', () => {
  it('is the value itself for 8 bits from 0 to 255', () => {
    for (let value = 0; value < 256; value++) expect(lutIndex(value, { min: 0, max: 255 })).toBe(value);
  });

  it('is the lowest below the limits and for NaN, the highest above', () => {
    const limits = { min: 100, max: 200 };
    expect([NaN, -Infinity, 99, 100].map((value) => lutIndex(value, limits))).toEqual([0, 0, 0, 0]);
    expect([200, 201, Infinity].map((value) => lutIndex(value, limits))).toEqual([255, 255, 255]);
  });
});
