import { describe, expect, test } from 'vitest';
import { seamIndex, tileBorders } from '../../../../src-main/imaging/measures/seam-index';
import { randomStructure } from '../../../support/random-structure';

const smooth = randomStructure(96, 64, 2, 1);
const borders = tileBorders(smooth, 32);

describe('the seam index', () => {
  test('is about 1 where tiles leave no trace', () => {
    expect(borders).toEqual({ columns: [32, 64], rows: [32] });
    const large = randomStructure(512, 512, 2, 2);
    expect(seamIndex(large, tileBorders(large, 64))).toBeCloseTo(1, 1);
  });

  test('rises with the steps at the borders', () => {
    const stepped = (step: number) => ({
      ...smooth,
      data: Float64Array.from(smooth.data, (value, i) => value + step * (Math.floor((i % 96) / 32) % 2)),
    });
    const of = (step: number) => seamIndex(stepped(step), borders);
    expect(of(0.2)).toBeGreaterThan(1.5);
    expect(of(2)).toBeGreaterThan(of(0.2));
  });

  test('is twice the steps beside, where the borders have twice their steps', () => {
    const row = [0, 1, 2, 4, 5, 6];
    expect(seamIndex({ width: 6, height: 1, data: row }, { columns: [3], rows: [] })).toBe(2);
    const column = { width: 1, height: 6, data: row };
    expect(seamIndex(column, { columns: [], rows: [3] })).toBe(2);
  });

  test('of a constant image is 1, and of constant tiles infinite', () => {
    const tiles = (right: number) => ({ width: 4, height: 1, data: [1, 1, right, right] });
    expect(seamIndex(tiles(1), { columns: [2], rows: [] })).toBe(1);
    expect(seamIndex(tiles(3), { columns: [2], rows: [] })).toBe(Infinity);
  });

  test('needs a border inside the image', () => {
    expect(() => seamIndex(smooth, tileBorders(smooth, 128))).toThrow('96 x 64');
  });
});
