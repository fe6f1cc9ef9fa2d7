import { DISPLAY_TILE, levelCount, tileRectangle, type DisplayTile } from '../../src-main/contract/display';
import type { Rectangle } from '../../src-main/contract/image';
import type { Point, Size } from './camera';
import { distanceTo, intersection } from './rectangles';

/** A tile of one plane: level, column, row. */
export type TilePlace = Pick<DisplayTile, 'level' | 'column' | 'row'>;

/** A part of a picture, in pixels of the image, and the tile whose pixels are drawn there. */
export interface Piece {
  place: TilePlace;
  area: Rectangle;
}

/** The part of the image a tile shows, in pixels of the image. */
export function tileArea(size: Size, place: TilePlace): Rectangle {
  const scale = 2 ** place.level;
  const { x, y, width, height } = tileRectangle(size, place)!;
  return {
    x: x * scale,
    y: y * scale,
    width: Math.min(width * scale, size.width - x * scale),
    height: Math.min(height * scale, size.height - y * scale),
  };
}

/** The tiles of a level that show any of a part of the image, row by row. */
export function tilesOver(part: Rectangle, level: number): TilePlace[] {
  const side = DISPLAY_TILE * 2 ** level;
  const first = (from: number): number => Math.floor(from / side);
  const last = (to: number): number => Math.ceil(to / side) - 1;
  const tiles: TilePlace[] = [];
  for (let row = first(part.y); row <= last(part.y + part.height); row++) {
    for (let column = first(part.x); column <= last(part.x + part.width); column++) {
      tiles.push({ level, column, row });
    }
  }
  return tiles;
}

/** Tiles in the order in which they are asked for: the nearest to where the person looks first. */
export function byNearness(size: Size, tiles: readonly TilePlace[], { x, y }: Point): TilePlace[] {
  const distance = (place: TilePlace): number => {
    const area = tileArea(size, place);
    const centre = Math.hypot(area.x + area.width / 2 - x, area.y + area.height / 2 - y);
    return distanceTo(area, { x, y }) + centre * 1e-3;
  };
  return tiles
    .map((place) => ({ place, distance: distance(place) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ place }) => place);
}

/**
 * What can be drawn in the place of a tile now: the tile itself; else those of the finer level that are there, and for
 * the rest the nearest coarser one. Pieces never overlap. Empty where there is nothing.
 */
export function cover(size: Size, place: TilePlace, has: (place: TilePlace) => boolean): Piece[] {
  const area = tileArea(size, place);
  if (has(place)) return [{ place, area }];
  const coarser = nearestCoarser(size, place, has);
  const children = place.level === 0 ? [] : childrenOf(size, place);
  if (children.some(has)) {
    return children.flatMap((child) => {
      const from = has(child) ? child : coarser;
      return from ? [{ place: from, area: tileArea(size, child) }] : [];
    });
  }
  return coarser ? [{ place: coarser, area }] : [];
}

function nearestCoarser(
  size: Size,
  { level, column, row }: TilePlace,
  has: (place: TilePlace) => boolean,
): TilePlace | null {
  const levels = levelCount(size);
  for (let up = 1; level + up < levels; up++) {
    const place = { level: level + up, column: column >> up, row: row >> up };
    if (has(place)) return place;
  }
  return null;
}

function childrenOf(size: Size, { level, column, row }: TilePlace): TilePlace[] {
  return [0, 1, 2, 3]
    .map((i) => ({ level: level - 1, column: 2 * column + (i & 1), row: 2 * row + (i >> 1) }))
    .filter((child) => tileRectangle(size, child) !== null);
}

/** The pieces cut to a rectangle of the image. */
export function cutPieces(pieces: readonly Piece[], rectangle: Rectangle): Piece[] {
  return pieces.flatMap(({ place, area }) => {
    const cut = intersection(area, rectangle);
    return cut ? [{ place, area: cut }] : [];
  });
}
