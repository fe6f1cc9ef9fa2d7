import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelCount } from '../../../../src-main/contract/display';
import {
  byNearness,
  cover,
  cutPieces,
  tileArea,
  tilesOver,
  type TilePlace,
} from '../../../../src-renderer/viewer/tile-plan';

const size = { width: 1500, height: 1100 };
const place = (level: number, column: number, row: number): TilePlace => ({ level, column, row });
const key = ({ level, column, row }: TilePlace): string => `${level}/${column}/${row}`;
const holding =
  (...held: TilePlace[]) =>
  (asked: TilePlace): boolean =>
    held.some((one) => key(one) === key(asked));

describe('tiles over a part of an image', () => {
  it('are those that show any of it', () => {
    expect(tilesOver({ x: 500, y: 0, width: 13, height: 512 }, 0).map(key)).toEqual(['0/0/0', '0/1/0']);
    expect(tilesOver({ x: 512, y: 512, width: 1, height: 1 }, 0).map(key)).toEqual(['0/1/1']);
    expect(tilesOver({ x: 0, y: 0, width: 1500, height: 1100 }, 1).map(key)).toEqual([
      '1/0/0',
      '1/1/0',
      '1/0/1',
      '1/1/1',
    ]);
  });

  it('are asked for from the nearest on', () => {
    const tiles = tilesOver({ x: 0, y: 0, width: 1500, height: 1100 }, 0);
    const order = byNearness(size, tiles, { x: 1400, y: 600 });
    expect(key(order[0]!)).toBe('0/2/1');
    expect(key(order.at(-1)!)).toBe('0/0/2');
    expect(order).toHaveLength(tiles.length);
  });

  it('end at the border of the image', () => {
    expect(tileArea(size, place(0, 2, 2))).toEqual({ x: 1024, y: 1024, width: 476, height: 76 });
    expect(tileArea(size, place(1, 1, 1))).toEqual({ x: 1024, y: 1024, width: 476, height: 76 });
  });
});

describe('what covers a tile', () => {
  it('is the tile itself where it is there', () => {
    const asked = place(0, 1, 1);
    expect(cover(size, asked, () => true)).toEqual([{ place: asked, area: tileArea(size, asked) }]);
  });

  it('is the nearest coarser one while it is not', () => {
    const pieces = cover(size, place(0, 1, 1), holding(place(1, 0, 0), place(2, 0, 0)));
    expect(pieces).toEqual([{ place: place(1, 0, 0), area: tileArea(size, place(0, 1, 1)) }]);
  });

  it('is made of finer ones where they are there, and coarser for the rest', () => {
    const pieces = cover(size, place(1, 0, 0), holding(place(0, 1, 0), place(2, 0, 0)));
    expect(pieces.map((piece) => key(piece.place))).toEqual(['2/0/0', '0/1/0', '2/0/0', '2/0/0']);
  });

  it('is nothing where nothing is there', () => {
    expect(cover(size, place(0, 0, 0), () => false)).toEqual([]);
  });

  it('never overlaps, and fills the tile wherever a coarser tile is there', () => {
    const top = levelCount(size) - 1;
    const places = [0, 1, 2].flatMap((level) =>
      tilesOver({ x: 0, y: 0, width: size.width, height: size.height }, level),
    );
    fc.assert(
      fc.property(fc.subarray(places), fc.constantFrom(...places), (held, asked) => {
        const has = holding(...held, place(top, 0, 0));
        const pieces = cover(size, asked, has);
        const area = ({ width, height }: { width: number; height: number }): number => width * height;
        expect(pieces.reduce((sum, piece) => sum + area(piece.area), 0)).toBe(area(tileArea(size, asked)));
        for (const piece of pieces) expect(has(piece.place)).toBe(true);
      }),
    );
  });

  it('is cut to a rectangle', () => {
    const pieces = cover(size, place(0, 0, 0), () => true);
    expect(cutPieces(pieces, { x: 500, y: 10, width: 100, height: 20 })[0]!.area).toEqual({
      x: 500,
      y: 10,
      width: 12,
      height: 20,
    });
    expect(cutPieces(pieces, { x: 600, y: 0, width: 5, height: 5 })).toEqual([]);
  });
});
