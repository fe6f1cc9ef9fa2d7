import type { NetworkGeometry, PredictedValues } from '../contract/compute-api';
import type { PixelType, Rectangle } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { isCovered, nearestFirst, onwardFrom, writtenRectangle } from '../imaging/tile-order';
import { planSlices, planTiles, type Tile } from '../imaging/tiling';
import type { ModelInUse } from './models';
import type { PlaneMaps } from './plane-maps';
import type { Watched } from './request';

/** One plane to predict: by which model, where it is read, where it goes, and how values enter the network. */
export interface PlaneTask {
  model: ModelInUse;
  plane: number;
  sample?: number;
  outputPlane: number;
  maps: PlaneMaps;
}

/** What is wanted of every plane. */
export interface TileOptions {
  region: Rectangle;
  slices: number | undefined;
  /** The largest side of a tile for a network. */
  tileSide: (geometry: NetworkGeometry) => number;
  /** Memory that tiles computed together may take, in bytes. */
  batchBytes: number;
  /** How values leave the network, and the type of the result. */
  output: PredictedValues;
  pixelType: PixelType;
  watched: Watched | undefined;
  activity: string;
}

/** A tile of a plane, and the network that computes it. */
export interface Piece {
  task: PlaneTask;
  tile: Tile;
  geometry: NetworkGeometry;
}

/** What of each plane is in the result. */
export class DoneTiles {
  readonly #tiles = new Map<PlaneTask, Rectangle[]>();

  add({ task, tile }: Pick<Piece, 'task' | 'tile'>): void {
    const tiles = this.#tiles.get(task) ?? [];
    tiles.push(writtenRectangle(tile));
    this.#tiles.set(task, tiles);
  }

  /** Whether all of a piece is in the result, by tiles of whatever side. */
  has({ task, tile }: Pick<Piece, 'task' | 'tile'>): boolean {
    return isCovered(writtenRectangle(tile), this.#tiles.get(task) ?? []);
  }
}

/** What the tiles of a plane are planned with. */
export type PlaneSize = { width: number; height: number };

/** The tiles of a plane that cover `wanted`: with halo, of at most `side`, or the slices that were asked for. */
export function planArea(
  { width, height }: PlaneSize,
  geometry: NetworkGeometry,
  side: number,
  slices: number | undefined,
  wanted: Rectangle,
): Tile[] {
  return slices === undefined
    ? planTiles(width, height, geometry, side, wanted)
    : planSlices(width, height, geometry, slices, wanted);
}

/** Tiles in the order in which a person sees them who looks at a pixel of the input: the nearest first. */
export function inOrderOfLooking(
  tiles: Tile[],
  { watched, region }: Pick<TileOptions, 'watched' | 'region'>,
  { outputScale: scale }: NetworkGeometry,
): Tile[] {
  const lookAt = watched?.lookAt;
  if (!lookAt) return tiles;
  return nearestFirst(tiles, { x: (lookAt.x - region.x) * scale, y: (lookAt.y - region.y) * scale });
}

/** All tiles of all planes in the order they are computed: plane after plane, nearest to where a person looks first. */
export async function planPieces(
  size: PlaneSize,
  tasks: PlaneTask[],
  sides: Map<ModelInUse, number>,
  options: TileOptions,
  signal: CallOptions['signal'],
): Promise<Piece[]> {
  const { region, slices, watched } = options;
  const plans = new Map<ModelInUse, Omit<Piece, 'task'>[]>();
  for (const [model, side] of sides) {
    const { geometry } = await model.load({ signal });
    const tiles = planArea(size, geometry, side, slices, region);
    plans.set(
      model,
      inOrderOfLooking(tiles, options, geometry).map((tile) => ({ tile, geometry })),
    );
  }
  // Watched, a plane's samples and channels come together; else what one model computes alike does, in larger batches.
  const inOrder = watched ? [...tasks].sort((a, b) => a.outputPlane - b.outputPlane) : tasks;
  const ordered = watched?.lookAt ? onwardFrom(inOrder, watched.lookAt.plane) : inOrder;
  return ordered.flatMap((task) => plans.get(task.model)!.map((place) => ({ task, ...place })));
}
