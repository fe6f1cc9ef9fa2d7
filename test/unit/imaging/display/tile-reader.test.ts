import { describe, expect, it } from 'vitest';
import { DISPLAY_TILE, levelCount, levelSize, tileRectangle } from '../../../../src-main/contract/display';
import type { ImageSource, PixelBlock, PixelType, Region } from '../../../../src-main/contract/image';
import { CancelSource } from '../../../../src-main/contract/signal';
import { TileCache } from '../../../../src-main/imaging/display/tile-cache';
import { TileReader } from '../../../../src-main/imaging/display/tile-reader';
import { cut, firstDifference, halvedByDefinition } from '../../../support/pyramid';
import { memorySource } from '../../../support/memory-source';
import { pixelsOf } from '../../../support/write-image';

/** A plane of that size, and the pixels that were read of it. */
function watchedImage(width: number, height: number, samples = 1, pixelType: PixelType = 'uint8') {
  const shape = samples === 1 ? [2, height, width] : [2, height, width, samples];
  const axes = samples === 1 ? 'TYX' : 'TYXS';
  const data = pixelsOf({ pixelType, shape });
  const inner = memorySource({ shape, axes, pixelType, data });
  const regions: Region[] = [];
  const source: ImageSource = {
    info: inner.info,
    readRegion: (region, options) => {
      regions.push(region);
      return inner.readRegion(region, options);
    },
  };
  const size = width * height * samples;
  const plane = (index: number): PixelBlock => ({
    ...{ width, height, samples, pixelType },
    data: data.slice(index * size, (index + 1) * size),
  });
  return {
    source,
    plane,
    regions,
    pixelsRead: () => regions.reduce((sum, region) => sum + region.width * region.height, 0),
  };
}

/** All tiles of a plane, by the definition of the pyramid. */
function* expectedTiles(image: PixelBlock) {
  let whole = image;
  for (let level = 0; level < levelCount(image); level++) {
    if (level > 0) whole = halvedByDefinition(whole);
    const { width, height } = levelSize(image, level);
    for (let row = 0; row * DISPLAY_TILE < height; row++) {
      for (let column = 0; column * DISPLAY_TILE < width; column++) {
        yield {
          place: { level, column, row },
          block: cut(whole, tileRectangle(image, { level, column, row })!),
        };
      }
    }
  }
}

describe('display tiles', () => {
  it.each([
    [19, 37, 1],
    [1, 1, 1],
    [513, 512, 1],
    [1, 2100, 1],
    [2051, 1029, 1],
    [700, 1300, 3],
  ])(
    'of %i x %i pixels with %i samples are the parts of the halved whole',
    async (width, height, samples) => {
      const image = watchedImage(width, height, samples);
      const reader = new TileReader(image.source, new TileCache(), 'image');
      for (const { place, block } of expectedTiles(image.plane(1))) {
        expect(firstDifference(await reader.read({ plane: 1, ...place }), block)).toBeNull();
      }
    },
  );

  it.each([0, 300_000, 1_500_000])('are the same with a cache of %i bytes', async (limit) => {
    const image = watchedImage(2500, 2200);
    const cache = new TileCache(limit);
    const reader = new TileReader(image.source, cache, 'image');
    for (const { place, block } of [...expectedTiles(image.plane(0))].reverse()) {
      expect(firstDifference(await reader.read({ plane: 0, ...place }), block)).toBeNull();
      expect(cache.bytes).toBeLessThanOrEqual(limit);
    }
  });

  it('of a tiled file that do not fit in the cache are read from the tiles below them only', async () => {
    const image = watchedImage(2500, 2200);
    const source = { ...image.source, blockSize: { width: 256, height: 256 } };
    const reader = new TileReader(source, new TileCache(0), 'image');
    for (const { place, block } of expectedTiles(image.plane(0))) {
      image.regions.length = 0;
      expect(firstDifference(await reader.read({ plane: 0, ...place }), block)).toBeNull();
      expect(image.pixelsRead()).toBeLessThanOrEqual((512 * 2 ** place.level) ** 2);
    }
  });

  it('come of one pass over the plane where many are asked for at once', async () => {
    const image = watchedImage(2600, 2300);
    const reader = new TileReader(image.source, new TileCache(), 'image');
    const upper = [...expectedTiles(image.plane(0))].filter(({ place }) => place.level >= 2);
    const tiles = await Promise.all(upper.map(({ place }) => reader.read({ plane: 0, ...place })));
    tiles.forEach((tile, i) => expect(firstDifference(tile, upper[i]!.block)).toBeNull());
    for (const { place } of upper) await reader.read({ plane: 0, ...place });
    expect(image.pixelsRead()).toBe(2600 * 2300);
  });

  it('are read from levels that the file has, where one has the very size', async () => {
    const image = watchedImage(2051, 1029);
    const half = halvedByDefinition(image.plane(0));
    const levels = [
      { width: 2051, height: 1029 },
      { width: 1000, height: 500 }, // of another size: not used
      { width: half.width, height: half.height },
    ];
    const read: (number | undefined)[] = [];
    const source: ImageSource = {
      info: { ...image.source.info, levels },
      readRegion: async (region, options) => {
        read.push(region.level);
        return region.level === 2 ? cut(half, region) : image.source.readRegion(region, options);
      },
    };
    const reader = new TileReader(source, new TileCache(), 'image');
    for (const { place, block } of expectedTiles(image.plane(0))) {
      if (place.level > 0)
        expect(firstDifference(await reader.read({ plane: 0, ...place }), block)).toBeNull();
    }
    expect(new Set(read)).toEqual(new Set([2]));
  });

  it('above a level that the file has are made of it, whatever was asked for first', async () => {
    const image = watchedImage(300, 9000);
    const coarse = { width: 38, height: 1125, samples: 1, pixelType: 'uint8' as const };
    const third: PixelBlock = { ...coarse, data: new Uint8Array(38 * 1125).fill(77) }; // made otherwise than ours
    const source: ImageSource = {
      info: {
        ...image.source.info,
        levels: [
          { width: 300, height: 9000 },
          { width: 38, height: 1125 },
        ],
      },
      readRegion: async (region, options) =>
        region.level === 1 ? cut(third, region) : image.source.readRegion(region, options),
    };
    const reader = new TileReader(source, new TileCache(), 'image');
    const read = (level: number) => reader.read({ plane: 0, level, column: 0, row: 0 });
    const [second, top] = await Promise.all([read(2), read(5)]);
    expect(second.data.some((value) => value !== 77)).toBe(true);
    expect(top.data.every((value) => value === 77)).toBe(true);
    expect((await read(3)).data.every((value) => value === 77)).toBe(true);
  });

  it('that the image does not have are refused', async () => {
    const reader = new TileReader(watchedImage(600, 20).source, new TileCache(), 'image');
    for (const place of [
      { plane: 2, level: 0, column: 0, row: 0 },
      { plane: 0, level: 2, column: 0, row: 0 },
      { plane: 0, level: 0, column: 2, row: 0 },
      { plane: 0, level: 1, column: 0, row: 1 },
    ]) {
      await expect(reader.read(place)).rejects.toMatchObject({ tag: 'InvalidRequestError' });
    }
  });

  it('that nobody waits for any more are not made; one caller leaving does not harm another', async () => {
    const image = watchedImage(1100, 2300, 1, 'float64'); // read in two bands
    const reader = new TileReader(image.source, new TileCache(), 'image');
    const place = { plane: 0, level: 3, column: 0, row: 0 };
    const [first, second] = [new CancelSource(), new CancelSource()];
    const cancelled = reader.read(place, { signal: first.signal });
    const kept = reader.read(place, { signal: second.signal });
    first.abort();
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect((await kept).width).toBe(Math.ceil(1100 / 8));

    const before = image.regions.length;
    const alone = new CancelSource();
    const given = reader.read(
      { ...place, plane: 1 },
      { signal: alone.signal, onProgress: () => alone.abort() },
    );
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(image.regions.length - before).toBe(1);
    expect((await reader.read({ ...place, plane: 1 })).height).toBe(Math.ceil(2300 / 8));
  });

  it('end with the error of the file, and the next call reads again', async () => {
    const image = watchedImage(2600, 2300);
    let broken = true;
    const source: ImageSource = {
      info: image.source.info,
      readRegion: async (region, options) => {
        if (broken) throw new Error('a bad sector');
        return image.source.readRegion(region, options);
      },
    };
    const reader = new TileReader(source, new TileCache(), 'image');
    const place = { plane: 0, level: 3, column: 0, row: 0 };
    await expect(reader.read(place)).rejects.toThrow('a bad sector');
    broken = false;
    expect((await reader.read(place)).width).toBe(325);
  });

  it('have drafts of single pixels where reading some rows is quick', async () => {
    const image = watchedImage(300, 4200, 2);
    const draftOf = (rowsAtOnce?: number) =>
      new TileReader(
        { ...image.source, ...(rowsAtOnce ? { blockSize: { width: 300, height: rowsAtOnce } } : {}) },
        new TileCache(),
        'image',
      ).read({
        ...{ plane: 1, level: 3, column: 0, row: 0, draft: true },
      });
    const draft = await draftOf(1);
    expect(draft).toMatchObject({ width: 38, height: 512, samples: 2 });
    expect(image.pixelsRead()).toBe(512 * 300);
    let whole = image.plane(1);
    for (const [x, y] of [
      [0, 0],
      [7, 300],
      [37, 511],
    ] as const) {
      const from = ((8 * y + 4) * 300 + Math.min(299, 8 * x + 4)) * 2;
      const at = (y * 38 + x) * 2;
      expect([...draft.data.subarray(at, at + 2)]).toEqual([...whole.data.subarray(from, from + 2)]);
    }
    for (let level = 0; level < 3; level++) whole = halvedByDefinition(whole);
    const means = cut(whole, { x: 0, y: 0, width: 38, height: 512 });
    expect(firstDifference(await draftOf(), means)).toBeNull();
    expect(firstDifference(await draftOf(3), means)).toBeNull();
  });

  it('leave the cache when the image is closed', async () => {
    const cache = new TileCache();
    const reader = new TileReader(watchedImage(2600, 2300).source, cache, 'image');
    await reader.read({ plane: 0, level: 3, column: 0, row: 0 });
    expect(cache.bytes).toBeGreaterThan(0);
    reader.close();
    expect(cache.bytes).toBe(0);
  });
});
