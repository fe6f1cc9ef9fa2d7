import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImageSource } from '../../../src-main/contract/image';
import { openImage } from '../../../src-main/io/open-image';
import { temporaryFolder } from '../../support/temporary-folder';
import { buildTiff, greyTags } from '../../support/tiff-builder';

/** Large enough that small rectangles are read without what is around them. */
const [WIDTH, HEIGHT] = [2900, 2999];
const value = (x: number, y: number, sample: number) => (x * 31 + y * 17 + sample * 4099) % 65_521;

/** Writes 16-bit planes in uncompressed strips of some rows. */
function writeStrips(path: string, rowsPerStrip: number, littleEndian: boolean, samples: number): void {
  const row = (y: number) => {
    const bytes = new DataView(new ArrayBuffer(WIDTH * samples * 2));
    for (let i = 0; i < WIDTH * samples; i++) {
      bytes.setUint16(i * 2, value(Math.floor(i / samples), y, i % samples), littleEndian);
    }
    return new Uint8Array(bytes.buffer);
  };
  const blocks: Uint8Array[] = [];
  for (let top = 0; top < HEIGHT; top += rowsPerStrip) {
    const rows = Array.from({ length: Math.min(rowsPerStrip, HEIGHT - top) }, (_, i) => row(top + i));
    blocks.push(new Uint8Array(Buffer.concat(rows)));
  }
  const tags = greyTags(WIDTH, HEIGHT, 16, [
    { code: 258, type: 3, values: new Array<number>(samples).fill(16) },
    { code: 277, type: 3, values: [samples] },
    { code: 278, type: 4, values: [rowsPerStrip] },
    { code: 279, type: 4, values: blocks.map(({ length }) => length) },
  ]);
  writeFileSync(path, buildTiff([{ tags, blocks }], { littleEndian }));
}

async function firstWrong(
  source: ImageSource,
  region: { x: number; y: number; width: number; height: number },
) {
  const { data, samples } = await source.readRegion({ plane: 0, ...region });
  const at = data.findIndex((found, i) => {
    const pixel = Math.floor(i / samples);
    const [x, y] = [region.x + (pixel % region.width), region.y + Math.floor(pixel / region.width)];
    return found !== value(x, y, i % samples);
  });
  return at < 0 ? null : at;
}

describe('a small rectangle of a large plane', () => {
  it.each([
    [HEIGHT, true, 1],
    [HEIGHT, false, 1],
    [64, true, 1],
    [7, false, 3],
  ])(
    'in strips of %i rows (little endian: %s, %i samples) has its own pixels',
    async (rows, little, samples) => {
      const path = join(temporaryFolder(), 'strips.tif');
      writeStrips(path, rows, little, samples);
      const { series, close } = await openImage(path);
      const source = series[0]!;
      expect(source.blockSize).toEqual({ width: WIDTH, height: 1 });
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: WIDTH - 1 }),
          fc.integer({ min: 0, max: HEIGHT - 1 }),
          fc.integer({ min: 1, max: 200 }),
          fc.integer({ min: 1, max: 200 }),
          async (x, y, width, height) => {
            const region = { x, y, width: Math.min(width, WIDTH - x), height: Math.min(height, HEIGHT - y) };
            expect(await firstWrong(source, region)).toBeNull();
          },
        ),
      );
      expect(await firstWrong(source, { x: 0, y: 1234, width: WIDTH, height: 1 })).toBeNull();
      await close();
    },
  );
});
