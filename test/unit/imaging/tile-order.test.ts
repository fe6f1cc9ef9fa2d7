import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rectangle } from '../../../src-main/contract/image';
import { isCovered, nearestFirst, onwardFrom, writtenRectangle } from '../../../src-main/imaging/tile-order';
import { planTiles } from '../../../src-main/imaging/tiling';

const geometry = { sizeStep: 4, outputScale: 2, halo: 6 };
const SIDE = 13;
const rectangle = fc
  .tuple(
    fc.nat(SIDE - 1),
    fc.nat(SIDE - 1),
    fc.integer({ min: 1, max: SIDE }),
    fc.integer({ min: 1, max: SIDE }),
  )
  .map(([x, y, width, height]): Rectangle => ({ x, y, width, height }));

describe('the order of tiles', () => {
  const tiles = planTiles(100, 61, geometry, 40);

  it('begins with the tile that holds the point, goes on outwards and leaves none out', () => {
    fc.assert(
      fc.property(fc.nat(199), fc.nat(121), (x, y) => {
        const ordered = nearestFirst(tiles, { x, y });
        expect(new Set(ordered)).toEqual(new Set(tiles));
        const first = writtenRectangle(ordered[0]!);
        expect(
          x >= first.x && x <= first.x + first.width && y >= first.y && y <= first.y + first.height,
        ).toBe(true);
        const distances = ordered.map((tile) => {
          const { x: left, y: top, width, height } = writtenRectangle(tile);
          const across = Math.max(left - x, 0, x - left - width);
          return across ** 2 + Math.max(top - y, 0, y - top - height) ** 2;
        });
        expect(distances).toEqual([...distances].sort((a, b) => a - b));
      }),
    );
  });

  it('takes the nearest tile for a point outside', () => {
    const [first] = nearestFirst(tiles, { x: 1e6, y: -1e6 });
    const { x, y, width } = writtenRectangle(first!);
    expect([x + width, y]).toEqual([200, 0]);
  });

  it('takes planes from the one that is looked at on, then those before it', () => {
    const planes = [1, 3, 5, 7].map((plane) => ({ plane }));
    const order = (from: number) => onwardFrom(planes, from).map(({ plane }) => plane);
    expect(order(5)).toEqual([5, 7, 1, 3]);
    expect(order(4)).toEqual([5, 7, 1, 3]);
    expect(order(0)).toEqual([1, 3, 5, 7]);
    expect(order(9)).toEqual([1, 3, 5, 7]);
  });
});

describe('what is covered', () => {
  it('is what a pixel by pixel look finds, also where the covers overlap', () => {
    fc.assert(
      fc.property(rectangle, fc.array(rectangle, { maxLength: 6 }), (wanted, covers) => {
        const isIn = (x: number, y: number, { x: left, y: top, width, height }: Rectangle) =>
          x >= left && y >= top && x < left + width && y < top + height;
        let open = 0;
        for (let y = wanted.y; y < wanted.y + wanted.height; y++) {
          for (let x = wanted.x; x < wanted.x + wanted.width; x++) {
            if (!covers.some((cover) => isIn(x, y, cover))) open++;
          }
        }
        expect(isCovered(wanted, covers)).toBe(open === 0);
      }),
    );
  });
});
