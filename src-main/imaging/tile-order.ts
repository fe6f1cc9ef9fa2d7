import type { Rectangle } from '../contract/image';
import type { Tile } from './tiling';

/** Where a tile's answer lies in the wanted region, in output pixels. */
export function writtenRectangle({ write, keep }: Tile): Rectangle {
  return { ...write, width: keep.width, height: keep.height };
}

/**
 * Tiles by their distance from a point (output pixels of the wanted region), nearest first: the tile that holds it, then
 * those around. Tiles of equal distance keep their order.
 */
export function nearestFirst(tiles: readonly Tile[], point: { x: number; y: number }): Tile[] {
  const keyed = tiles.map((tile) => {
    const { x, y, width, height } = writtenRectangle(tile);
    const [across, down] = [beyond(point.x, x, x + width), beyond(point.y, y, y + height)];
    const [fromCentre, below] = [point.x - x - width / 2, point.y - y - height / 2];
    return { tile, outside: across ** 2 + down ** 2, centre: fromCentre ** 2 + below ** 2 };
  });
  return keyed.sort((a, b) => a.outside - b.outside || a.centre - b.centre).map(({ tile }) => tile);
}

/** How far a value lies outside the range from `low` to `high`. */
function beyond(value: number, low: number, high: number): number {
  return Math.max(low - value, 0, value - high);
}

/** Entries from the first at or behind `plane` on, then those before it: the order in which a stack is watched. */
export function onwardFrom<Entry extends { plane: number }>(
  entries: readonly Entry[],
  plane: number,
): Entry[] {
  const at = entries.findIndex((entry) => entry.plane >= plane);
  return at <= 0 ? [...entries] : [...entries.slice(at), ...entries.slice(0, at)];
}

/** Whether rectangles together cover `wanted` to the last pixel; they may overlap. */
export function isCovered(wanted: Rectangle, by: readonly Rectangle[]): boolean {
  let open = [wanted];
  for (const cover of by) {
    open = open.flatMap((rest) => without(rest, cover));
    if (open.length === 0) return true;
  }
  return false;
}

/** What remains of a rectangle where another is taken away: at most four rectangles. */
function without(from: Rectangle, taken: Rectangle): Rectangle[] {
  const [right, bottom] = [from.x + from.width, from.y + from.height];
  const x0 = Math.max(from.x, taken.x);
  const y0 = Math.max(from.y, taken.y);
  const x1 = Math.min(right, taken.x + taken.width);
  const y1 = Math.min(bottom, taken.y + taken.height);
  if (x0 >= x1 || y0 >= y1) return [from];
  return [
    { x: from.x, y: from.y, width: from.width, height: y0 - from.y },
    { x: from.x, y: y1, width: from.width, height: bottom - y1 },
    { x: from.x, y: y0, width: x0 - from.x, height: y1 - y0 },
    { x: x1, y: y0, width: right - x1, height: y1 - y0 },
  ].filter(({ width, height }) => width > 0 && height > 0);
}
