import type { NetworkGeometry } from '../contract/compute-api';
import { InvalidRequestError } from '../contract/errors';
import type { Rectangle } from '../contract/image';

/**
 * A tile as data: read here, extend to this size, keep this of the network's answer, write it there. Input pixels are
 * the plane's; output pixels are `outputScale` times finer.
 */
export interface Tile {
  /** What to read, in input pixels, inside the plane. */
  read: Rectangle;
  /** The size the network sees: what was read, extended right and down by reflection. Multiples of the size step. */
  padTo: { width: number; height: number };
  /** What to keep of the network's answer, in output pixels of the tile. */
  keep: Rectangle;
  /** Where its upper left corner goes, in output pixels of the wanted region. */
  write: { x: number; y: number };
}

/** What the planner has to know of a network. */
export type TilingGeometry = Pick<NetworkGeometry, 'sizeStep' | 'outputScale' | 'halo'>;

/** One axis of a tile: read `size` (of `padTo`) from `origin`, keep input pixels `from` to `to` of the plane. */
interface Span {
  origin: number;
  size: number;
  padTo: number;
  from: number;
  to: number;
}

const floorTo = (value: number, step: number) => Math.floor(value / step) * step;
const ceilTo = (value: number, step: number) => Math.ceil(value / step) * step;

/**
 * The smallest `tileSide` that {@link planTiles} accepts for an image of any size: below it the halos of a tile leave
 * nothing to keep, or the reflection at the image's edge would not fit into the tile.
 */
export function smallestTileSide({ sizeStep, halo }: Pick<TilingGeometry, 'sizeStep' | 'halo'>): number {
  return Math.max(ceilTo(2 * halo, sizeStep) + sizeStep, 2 * sizeStep);
}

/**
 * Plans the tiles that cover `wanted` (default: the whole plane) so that the network's answer equals its answer on the
 * whole plane, which is the plane extended right and down by reflection to multiples of the size step.
 *
 * Tiles begin at multiples of the size step, so strided layers see every pixel in the same phase as on the whole
 * plane; a kept pixel is at least `halo` away from every tile border that is not a border of the extended plane, with
 * real neighbouring pixels between, also outside `wanted`. All tiles of a plan have one size, at most `tileSide`: as
 * few as that allows, then as small as still covers. The last tile moves inwards instead of being narrower. Every
 * output pixel of `wanted` is kept by exactly one tile. Tiles come row by row.
 *
 * @param tileSide Largest side of a tile in input pixels, its halo included.
 * @throws InvalidRequestError when `tileSide` is below {@link smallestTileSide} and one tile does not do, or when
 *   `wanted` is not inside the plane.
 */
export function planTiles(
  width: number,
  height: number,
  geometry: TilingGeometry,
  tileSide: number,
  wanted: Rectangle = { x: 0, y: 0, width, height },
): Tile[] {
  requireWanted(width, height, wanted);
  const columns = planAxis(width, wanted.x, wanted.x + wanted.width, geometry, tileSide);
  const rows = planAxis(height, wanted.y, wanted.y + wanted.height, geometry, tileSide);
  return rows.flatMap((row) => columns.map((column) => tileOf(column, row, wanted, geometry.outputScale)));
}

/**
 * Plans the published way: independent slices of side `slice` that do not overlap, from the upper left corner of
 * `wanted` (default: the whole plane) as if it were the image. The last of a row or column may be narrower. A slice
 * that is no multiple of the size step is extended by reflecting its own pixels; every slice is kept whole.
 */
export function planSlices(
  width: number,
  height: number,
  geometry: Pick<TilingGeometry, 'sizeStep' | 'outputScale'>,
  slice: number,
  wanted: Rectangle = { x: 0, y: 0, width, height },
): Tile[] {
  requireWanted(width, height, wanted);
  if (!(slice >= 1))
    throw new InvalidRequestError(`Slices need a side of at least 1 pixel, not ${slice}.`, {
      parameter: 'slices',
    });
  const columns = sliceAxis(wanted.x, wanted.x + wanted.width, slice, geometry.sizeStep);
  const rows = sliceAxis(wanted.y, wanted.y + wanted.height, slice, geometry.sizeStep);
  return rows.flatMap((row) => columns.map((column) => tileOf(column, row, wanted, geometry.outputScale)));
}

function planAxis(
  side: number,
  from: number,
  to: number,
  { sizeStep, halo }: TilingGeometry,
  tileSide: number,
): Span[] {
  const padded = ceilTo(side, sizeStep);
  const end = Math.min(padded, ceilTo(to + halo, sizeStep));
  let start = floorTo(Math.max(0, from - halo), sizeStep);
  // A tile that ends beyond the plane has to hold the pixels that are reflected there.
  if (end > side) start = Math.max(0, Math.min(start, end - 2 * sizeStep));
  const span = end - start;
  const overlap = ceilTo(2 * halo, sizeStep);
  const largest = floorTo(tileSide, sizeStep);
  if (span > largest && largest < smallestTileSide({ sizeStep, halo })) {
    throw new InvalidRequestError(
      `Tiles of ${tileSide} pixels are too small for this network: its halo of ${halo} pixels on every side needs at least ${smallestTileSide({ sizeStep, halo })}.`,
      { parameter: 'tile' },
    );
  }
  const count = span <= largest ? 1 : Math.ceil((span - overlap) / (largest - overlap));
  const size = Math.max(
    ceilTo((span + (count - 1) * overlap) / count, sizeStep),
    count === 1 ? 0 : smallestTileSide({ sizeStep, halo }),
  );
  const origins = Array.from(
    { length: count },
    (_, i) => start + Math.min(i * (size - overlap), span - size),
  );
  // Between neighbours the cut lies in the middle of what both know.
  const cut = (i: number) => Math.floor((origins[i]! + origins[i - 1]! + size) / 2);
  return origins.map((origin, i) => ({
    origin,
    size: Math.min(size, side - origin),
    padTo: size,
    from: i === 0 ? from : cut(i),
    to: i === count - 1 ? to : cut(i + 1),
  }));
}

function sliceAxis(from: number, to: number, slice: number, sizeStep: number): Span[] {
  return Array.from({ length: Math.ceil((to - from) / slice) }, (_, i) => {
    const origin = from + i * slice;
    const size = Math.min(slice, to - origin);
    return { origin, size, padTo: ceilTo(size, sizeStep), from: origin, to: origin + size };
  });
}

function tileOf(column: Span, row: Span, wanted: Rectangle, scale: number): Tile {
  return {
    read: { x: column.origin, y: row.origin, width: column.size, height: row.size },
    padTo: { width: column.padTo, height: row.padTo },
    keep: {
      x: (column.from - column.origin) * scale,
      y: (row.from - row.origin) * scale,
      width: (column.to - column.from) * scale,
      height: (row.to - row.from) * scale,
    },
    write: { x: (column.from - wanted.x) * scale, y: (row.from - wanted.y) * scale },
  };
}

function requireWanted(width: number, height: number, { x, y, width: wide, height: high }: Rectangle): void {
  const inside = x >= 0 && y >= 0 && wide >= 1 && high >= 1 && x + wide <= width && y + high <= height;
  if (!inside) {
    throw new InvalidRequestError(
      `The region ${x},${y},${wide},${high} does not lie inside the image of ${width} x ${height} pixels.`,
      { parameter: 'region' },
    );
  }
}
