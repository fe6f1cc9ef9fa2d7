import { describe, expect, it } from 'vitest';
import { countValues, displayHistogram } from '../../../../src-main/imaging/display/display-histogram';
import { TileCache } from '../../../../src-main/imaging/display/tile-cache';
import { TileReader } from '../../../../src-main/imaging/display/tile-reader';
import { memorySource } from '../../../support/memory-source';

describe('a histogram for display', () => {
  it('counts in 256 equal bins over the range of the values', () => {
    const { counts, min, max, total } = countValues(Uint16Array.of(0, 1, 2, 511, 512, 512));
    expect({ min, max, total, bins: counts.length }).toEqual({ min: 0, max: 512, total: 6, bins: 256 });
    expect([counts[0], counts[1], counts[255]]).toEqual([2, 1, 3]);
  });

  it('has one bin where all values are alike', () => {
    expect(countValues(Int8Array.of(-3, -3))).toEqual({
      counts: Float64Array.of(2),
      min: -3,
      max: -3,
      total: 2,
    });
  });

  it('leaves out what is not finite, and is empty where nothing is', () => {
    const { min, max, total } = countValues(Float32Array.of(NaN, 1, Infinity, 3, -Infinity));
    expect({ min, max, total }).toEqual({ min: 1, max: 3, total: 2 });
    expect(countValues(Float32Array.of(NaN, Infinity))).toMatchObject({ min: 0, max: 0, total: 0 });
  });

  it('spans the largest range of doubles', () => {
    const { counts, total } = countValues(Float64Array.of(-1.7e308, 0, 1.7e308));
    expect([counts[0], counts[128], counts[255], total]).toEqual([1, 1, 1, 3]);
  });

  it('is of one plane, one sample and one rectangle', async () => {
    const shape = [2, 3, 4, 2];
    const data = Uint8Array.from({ length: 48 }, (_, i) => i);
    const tiles = new TileReader(
      memorySource({ shape, axes: 'TYXS', pixelType: 'uint8', data }),
      new TileCache(),
      'a',
    );
    const whole = await displayHistogram(tiles, { plane: 1, sample: 1 });
    expect(whole).toMatchObject({ min: 25, max: 47, total: 12, level: 0 });
    const region = { x: 1, y: 1, width: 2, height: 2 };
    const part = await displayHistogram(tiles, { plane: 1, sample: 0, region });
    expect(part).toMatchObject({ min: 34, max: 44, total: 4, level: 0 });
  });

  it('takes a smaller level for what is longer than 2048 pixels', async () => {
    const data = Uint16Array.from({ length: 4097 }, (_, i) => i);
    const source = memorySource({ shape: [1, 4097], axes: 'YX', pixelType: 'uint16', data });
    const tiles = new TileReader(source, new TileCache(), 'a');
    const whole = await displayHistogram(tiles, { plane: 0, sample: 0 });
    expect(whole).toMatchObject({ level: 2, total: 1025, min: 2, max: 4096 });
    const region = { x: 3000, y: 0, width: 1000, height: 1 };
    expect(await displayHistogram(tiles, { plane: 0, sample: 0, region })).toMatchObject({
      ...{ level: 0, total: 1000, min: 3000, max: 3999 },
    });
  });
});
