import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PixelBlock, PixelType } from '../../../src-main/contract/image';
import { PIXEL_TYPES } from '../../../src-main/imaging/pixel-types';
import { halveBlock, PyramidBuilder } from '../../../src-main/imaging/pyramid';
import { cut, halvedByDefinition } from '../../support/pyramid';

function block(
  width: number,
  height: number,
  pixelType: PixelType,
  values: number[],
  samples = 1,
): PixelBlock {
  const data = PIXEL_TYPES[pixelType].make(values.length);
  data.set(values);
  return { width, height, samples, pixelType, data };
}

/** An image of values all over the range of its type. */
function noise(
  width: number,
  height: number,
  pixelType: PixelType,
  samples: number,
  seed: number,
): PixelBlock {
  const { min, max, integer } = PIXEL_TYPES[pixelType];
  let state = seed;
  const values = Array.from({ length: width * height * samples }, () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return integer
      ? min + Math.floor((state / 2 ** 31) * (Math.min(max, min + 2 ** 20) - min + 1))
      : state / 1024;
  });
  return block(width, height, pixelType, values, samples);
}

describe('a halved image', () => {
  it('holds means of 2 x 2 pixels, halves rounded up', () => {
    expect([...halveBlock(block(4, 2, 'uint16', [1, 2, 10, 10, 3, 4, 10, 11])).data]).toEqual([3, 10]);
    expect([...halveBlock(block(2, 2, 'int16', [-1, -2, -3, -4])).data]).toEqual([-2]);
    expect([...halveBlock(block(2, 2, 'bool', [1, 0, 1, 0])).data]).toEqual([1]);
    expect([...halveBlock(block(2, 2, 'uint8', [255, 255, 255, 254])).data]).toEqual([255]);
  });

  it('takes the pixels there are at an odd border', () => {
    const halved = halveBlock(block(3, 3, 'uint8', [0, 2, 5, 4, 6, 7, 9, 11, 200]));
    expect(halved).toMatchObject({ width: 2, height: 2 });
    expect([...halved.data]).toEqual([3, 6, 10, 200]);
    expect([...halveBlock(block(1, 1, 'float32', [7.5])).data]).toEqual([7.5]);
  });

  it('leaves NaN and infinite values out of a mean, and keeps them where there is nothing else', () => {
    const values = [NaN, 1, NaN, NaN, Infinity, -Infinity, 3, Infinity, NaN, NaN, 5, 7];
    expect([...halveBlock(block(6, 2, 'float32', values)).data]).toEqual([2, NaN, 6]);
  });

  it('keeps the largest values of every type', () => {
    for (const type of ['uint32', 'int32', 'uint64', 'int64'] as const) {
      const { min, max } = PIXEL_TYPES[type];
      expect([...halveBlock(block(2, 2, type, [max, max, max, max])).data]).toEqual([max]);
      expect([...halveBlock(block(2, 2, type, [min, min, min, min])).data]).toEqual([min]);
    }
    expect([...halveBlock(block(2, 2, 'float64', new Array(4).fill(1.5e308) as number[])).data]).toEqual([
      1.5e308,
    ]);
  });

  it('equals its definition for any size, type and number of samples', () => {
    const types: PixelType[] = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32', 'float64'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(...types),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(),
        (width, height, type, samples, seed) => {
          const image = noise(width, height, type, samples, seed);
          expect(halveBlock(image)).toEqual(halvedByDefinition(image));
        },
      ),
    );
  });
});

describe('a pyramid built from rows', () => {
  it('has the tiles of the halved whole, for any size and any bands', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(),
        (width, height, samples, halfBand, seed) => {
          const image = noise(width, height, 'uint16', samples, seed);
          const levels = 4;
          const tile = 8;
          const tiles = new Map<string, PixelBlock>();
          const builder = new PyramidBuilder({
            ...{ width, height, samples, pixelType: 'uint16', levels, tile },
            wants: (level) => level !== 2,
            onTile: (level, column, row, made) => tiles.set(`${level}/${column}/${row}`, made),
          });
          for (let y = 0; y < height; y += 2 * halfBand) {
            const rows = Math.min(2 * halfBand, height - y);
            builder.add(cut(image, { x: 0, y, width, height: rows }).data, rows);
          }
          const expected = new Map<string, PixelBlock>();
          let whole = image;
          for (let level = 1; level <= levels; level++) {
            whole = halvedByDefinition(whole);
            if (level === 2) continue;
            for (let y = 0; y < whole.height; y += tile) {
              for (let x = 0; x < whole.width; x += tile) {
                const size = {
                  width: Math.min(tile, whole.width - x),
                  height: Math.min(tile, whole.height - y),
                };
                expected.set(`${level}/${x / tile}/${y / tile}`, cut(whole, { x, y, ...size }));
              }
            }
          }
          expect(new Map([...tiles].sort())).toEqual(new Map([...expected].sort()));
        },
      ),
    );
  });
});
