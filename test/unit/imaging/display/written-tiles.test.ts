import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelCount, levelSize, tileRectangle } from '../../../../src-main/contract/display';
import type { ImageSource, PixelBlock } from '../../../../src-main/contract/image';
import { TileCache } from '../../../../src-main/imaging/display/tile-cache';
import { WrittenTiles } from '../../../../src-main/imaging/display/written-tiles';
import { imageInfo } from '../../../support/memory-source';
import { cut, firstDifference, halvedByDefinition } from '../../../support/pyramid';

const [WIDTH, HEIGHT] = [1300, 1100];

/** An image that changes, its tiles, and how much of it was read. */
function changingImage(fresh = true) {
  const whole: PixelBlock = {
    ...{ width: WIDTH, height: HEIGHT, samples: 1, pixelType: 'uint16' },
    data: new Uint16Array(WIDTH * HEIGHT),
  };
  const read = { pixels: 0 };
  const source: ImageSource = {
    info: imageInfo({ shape: [HEIGHT, WIDTH], axes: 'YX', pixelType: 'uint16' }),
    readRegion: async (region) => {
      read.pixels += region.width * region.height;
      return cut(whole, region);
    },
  };
  const cache = new TileCache();
  const tiles = new WrittenTiles(source, cache, 'image', fresh);
  const write = (x: number, y: number, width: number, height: number, value: number) => {
    for (let row = y; row < y + height; row++) {
      whole.data.fill(value, row * WIDTH + x, row * WIDTH + x + width);
    }
    tiles.written({ plane: 0, x, y, width, height });
  };
  return { whole, tiles, cache, write, read };
}

/** The first tile that is not what the image has become, in words, or null. */
async function firstStale({ whole, tiles }: ReturnType<typeof changingImage>): Promise<string | null> {
  let image = whole;
  for (let level = 0; level < levelCount(whole); level++) {
    if (level > 0) image = halvedByDefinition(image);
    const { width, height } = levelSize(whole, level);
    for (let row = 0; row * 512 < height; row++) {
      for (let column = 0; column * 512 < width; column++) {
        const place = { level, column, row };
        const tile = await tiles.read({ plane: 0, ...place });
        const difference = firstDifference(tile, cut(image, tileRectangle(whole, place)!));
        if (difference) return `level ${level}, tile ${column}, ${row}: ${difference}`;
      }
    }
  }
  return null;
}

describe('tiles of an image that is being written', () => {
  it('are zero, without reading, where nothing was written', async () => {
    const image = changingImage();
    expect(await firstStale(image)).toBeNull();
    expect(image.read.pixels).toBe(0);
  });

  it('always show what was written last, at every level', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            x: fc.integer({ min: 0, max: WIDTH - 1 }),
            y: fc.integer({ min: 0, max: HEIGHT - 1 }),
            width: fc.integer({ min: 1, max: 700 }),
            height: fc.integer({ min: 1, max: 700 }),
            value: fc.integer({ min: 1, max: 65_535 }),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        async (writes) => {
          const image = changingImage();
          for (const { x, y, width, height, value } of writes) {
            image.write(x, y, Math.min(width, WIDTH - x), Math.min(height, HEIGHT - y), value);
            expect(await firstStale(image)).toBeNull();
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('read anew only what a write changed', async () => {
    const image = changingImage();
    image.write(0, 0, WIDTH, HEIGHT, 5);
    const overview = { plane: 0, level: 2, column: 0, row: 0 };
    await image.tiles.read(overview);
    image.read.pixels = 0;
    image.write(600, 600, 10, 10, 9);
    await image.tiles.read(overview);
    expect(image.read.pixels).toBeLessThanOrEqual(1024 * 1024);
    expect(await firstStale(image)).toBeNull();
  });

  it('show what was written before they were asked for', async () => {
    const image = changingImage(false);
    image.whole.data.fill(3);
    expect(await firstStale(image)).toBeNull();
  });

  it('are not kept where a write came while they were made', async () => {
    const image = changingImage();
    image.write(0, 0, WIDTH, HEIGHT, 5);
    const reading = image.tiles.read({ plane: 0, level: 2, column: 0, row: 0 });
    image.write(0, 0, 100, 100, 8);
    await reading;
    expect(await firstStale(image)).toBeNull();
  });
});
