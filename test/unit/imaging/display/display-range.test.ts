import { describe, expect, it } from 'vitest';
import type { PixelArray, PixelType } from '../../../../src-main/contract/image';
import { displayRange, spread } from '../../../../src-main/imaging/display/display-range';
import { memorySource } from '../../../support/memory-source';

function rangeOf(pixelType: PixelType, data: PixelArray, planes = [0]) {
  const source = memorySource({
    shape: [planes.length, 1, data.length / planes.length],
    axes: 'TYX',
    pixelType,
    data,
  });
  return displayRange(source, { planes, sample: 0 });
}

describe('a display range', () => {
  it('leaves 0.175 % of the values at either end saturated, as ImageJ does', async () => {
    // 2000 values: three at each end may be saturated, so the fourth is the limit.
    const values = Uint16Array.from({ length: 2000 }, (_, i) => 1000 + i);
    expect(await rangeOf('uint16', values)).toEqual({ min: 1003, max: 2996 });
    const few = Uint8Array.of(1, 5, 9);
    expect(await rangeOf('uint8', few)).toEqual({ min: 1, max: 9 });
  });

  it('of floats is right to a 65,536th of the range', async () => {
    const values = Float32Array.from({ length: 2000 }, (_, i) => i / 2000 - 0.5);
    const range = (await rangeOf('float32', values))!;
    expect(range.min).toBeCloseTo(3 / 2000 - 0.5, 4);
    expect(range.max).toBeCloseTo(1996 / 2000 - 0.5, 4);
  });

  it('is one wide where all values are alike, and the whole range where nearly all are', async () => {
    expect(await rangeOf('uint16', new Uint16Array(50).fill(7))).toEqual({ min: 7, max: 8 });
    const speck = new Uint16Array(5000);
    speck[99] = 300;
    expect(await rangeOf('uint16', speck)).toEqual({ min: 0, max: 300 });
  });

  it('is null where no value is finite', async () => {
    expect(await rangeOf('float32', Float32Array.of(NaN, Infinity))).toBeNull();
    expect(await rangeOf('float32', Float32Array.of(NaN, 4, 6))).toEqual({ min: 4, max: 6 });
  });

  it('looks at eight planes, spread evenly, the first and the last among them', async () => {
    const data = Uint8Array.from({ length: 100 }, (_, i) => i);
    const planes = Array.from({ length: 100 }, (_, i) => i);
    expect(await rangeOf('uint8', data, planes)).toEqual({ min: 0, max: 99 });
    expect(spread(planes, 8)).toEqual([0, 14, 28, 42, 57, 71, 85, 99]);
    expect(spread([3, 5], 8)).toEqual([3, 5]);
    expect(spread([3, 5], 1)).toEqual([3]);
  });

  it('reads a part of a large plane, from its first row to its last', async () => {
    const [width, height] = [4096, 6000];
    let rows = 0;
    const seen = new Set<number>();
    const source = {
      info: memorySource({
        shape: [height, width],
        axes: 'YX',
        pixelType: 'uint16',
        data: new Uint16Array(0),
      }).info,
      readRegion: async (region: { y: number; width: number; height: number }) => {
        rows += region.height;
        seen.add(region.y);
        const data = new Uint16Array(region.width * region.height).fill(region.y);
        return { width: region.width, height: region.height, samples: 1, pixelType: 'uint16' as const, data };
      },
    };
    const range = await displayRange(source, { planes: [0], sample: 0 });
    expect(range).toEqual({ min: 0, max: 5984 });
    expect(rows).toBeLessThanOrEqual((2 * 4 * 2 ** 20) / width);
    expect(seen.size).toBe(64);
  });
});
