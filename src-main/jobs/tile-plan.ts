import type { Linear, NetworkGeometry } from '../contract/compute-api';
import type { PixelType, Rectangle } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { isCovered, nearestFirst, onwardFrom, writtenRectangle } from '../imaging/tile-order';
import { planSlices, planTiles, smallestTileSide, type Tile } from '../imaging/tiling';
import type { ModelInUse } from './models';
import type { Watched } from './request';

/** One plane to predict: by which model, where it is read, where it goes, and how its values enter the network. */
export interface PlaneTask {
  model: ModelInUse;
  plane: number;
  sample?: number;
  outputPlane: number;
  linear: Linear;
}

/** What is wanted of every plane. */
export interface TileOptions {
  region: Rectangle;
  slices: number | undefined;
  /** The largest side of a tile for a network. */
  tileSide: (geometry: NetworkGeometry) => number;
  pixelType: PixelType;
  watched: Watched | undefined;
  activity: string;
}

/** A plane up to this side is one tile where memory allows: no halo is computed twice. */
const WHOLE_PLANE = 2048;
/** Beyond this side the tiles of a larger plane gain nothing: their halo is a small part of them. */
const LARGEST_TILE = 1280;
/** Where a person watches: several tiles a second on a processor, and messages that do not hold up the window. */
const WATCHED_TILE = 640;
/** The part of the available memory a prediction may take. */
const MEMORY_SHARE = 0.5;
/** More than this does not make a prediction faster. */
const MEMORY_ENOUGH = 3 * 2 ** 30;

/**
 * The largest tile side for a plane and the memory there is: a multiple of the size step, never too small for the halo.
 * A person's own choice (`asked`) is that side as it is.
 */
export function largestTile(
  geometry: NetworkGeometry,
  availableBytes: number,
  plane: { width: number; height: number },
  { asked, watched = false }: { asked?: number | undefined; watched?: boolean } = {},
): number {
  const { sizeStep, bytesPerPixel } = geometry;
  const inSteps = (side: number) => Math.floor(side / sizeStep) * sizeStep;
  if (asked !== undefined) return asked;
  const fitting = Math.sqrt(Math.min(availableBytes * MEMORY_SHARE, MEMORY_ENOUGH) / bytesPerPixel);
  const whole = Math.max(plane.width, plane.height);
  const largest = watched ? WATCHED_TILE : whole <= WHOLE_PLANE ? WHOLE_PLANE : LARGEST_TILE;
  return Math.max(inSteps(Math.min(fitting, largest)), smallestTileSide(geometry));
}

/** A tile of a plane. */
export interface Piece {
  task: PlaneTask;
  tile: Tile;
}

/** What of each plane is in the result. */
export class DoneTiles {
  readonly #tiles = new Map<PlaneTask, Rectangle[]>();

  add({ task, tile }: Piece): void {
    const tiles = this.#tiles.get(task) ?? [];
    tiles.push(writtenRectangle(tile));
    this.#tiles.set(task, tiles);
  }

  /** Whether all of a piece is in the result, by tiles of whatever side. */
  has({ task, tile }: Piece): boolean {
    return isCovered(writtenRectangle(tile), this.#tiles.get(task) ?? []);
  }
}

/** All tiles of all planes in the order they are computed: plane after plane, nearest to where a person looks first. */
export async function planPieces(
  { width, height }: { width: number; height: number },
  tasks: PlaneTask[],
  sides: Map<ModelInUse, number>,
  { region, slices, watched }: TileOptions,
  signal: CallOptions['signal'],
): Promise<Piece[]> {
  const lookAt = watched?.lookAt;
  const plans = new Map<ModelInUse, Tile[]>();
  for (const [model, side] of sides) {
    const { geometry } = await model.load({ signal });
    const tiles =
      slices === undefined
        ? planTiles(width, height, geometry, side, region)
        : planSlices(width, height, geometry, slices, region);
    const scale = geometry.outputScale;
    const point = lookAt && { x: (lookAt.x - region.x) * scale, y: (lookAt.y - region.y) * scale };
    plans.set(model, point ? nearestFirst(tiles, point) : tiles);
  }
  // Watched, a plane's samples and channels come together; else what one model computes alike does, in larger batches.
  const inOrder = watched ? [...tasks].sort((a, b) => a.outputPlane - b.outputPlane) : tasks;
  const ordered = lookAt ? onwardFrom(inOrder, lookAt.plane) : inOrder;
  return ordered.flatMap((task) => plans.get(task.model)!.map((tile) => ({ task, tile })));
}

/** Small tiles are computed together, up to this many pixels, so that a call's overhead does not count. */
const BATCH_PIXELS = 2 ** 20;
/** The same where a person watches: tiles that are seen come one by one. */
const WATCHED_BATCH_PIXELS = 2 ** 18;
const LARGEST_BATCH = 16;

/** Groups of consecutive pieces that one call can predict: the same model, size, values kept and scaling. */
export function batchesOf(pieces: Piece[], watched: Watched | undefined): Piece[][] {
  const mostPixels = watched ? WATCHED_BATCH_PIXELS : BATCH_PIXELS;
  const batches: Piece[][] = [];
  let key = '';
  for (const piece of pieces) {
    const { padTo, keep } = piece.tile;
    const { model, linear } = piece.task;
    const ownKey = JSON.stringify([padTo, keep, linear]);
    const limit = Math.min(LARGEST_BATCH, Math.floor(mostPixels / (padTo.width * padTo.height)));
    const last = batches.at(-1);
    if (last && ownKey === key && last[0]!.task.model === model && last.length < limit) last.push(piece);
    else batches.push([piece]);
    key = ownKey;
  }
  return batches;
}
