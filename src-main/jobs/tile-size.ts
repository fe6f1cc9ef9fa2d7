import type { NetworkGeometry } from '../contract/compute-api';
import { smallestTileSide, type Tile } from '../imaging/tiling';
import type { ModelInUse } from './models';
import type { Piece, TileOptions } from './tile-plan';

/** A plane up to this side is one tile where memory allows: no halo is computed twice. */
const WHOLE_PLANE = 2048;
/** Beyond this side the tiles of a larger plane gain nothing: their halo is a small part of them. */
const LARGEST_TILE = 1280;
/**
 * Where a person watches: several tiles a second on a processor, and messages that do not hold up the window. Of a
 * network that enlarges, the pixels of the answer that are kept.
 */
const WATCHED_TILE = 640;
/** The part of the available memory a prediction may take. */
const MEMORY_SHARE = 0.5;
/** More than this does not make a prediction faster. */
const MEMORY_ENOUGH = 3 * 2 ** 30;

/** Memory that one prediction takes at most of what there is, in bytes. */
export function memoryToUse(availableBytes: number): number {
  return Math.min(availableBytes * MEMORY_SHARE, MEMORY_ENOUGH);
}

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
  const { sizeStep, bytesPerPixel, halo, outputScale } = geometry;
  const inSteps = (side: number) => Math.floor(side / sizeStep) * sizeStep;
  if (asked !== undefined) return asked;
  const fitting = Math.sqrt(memoryToUse(availableBytes) / bytesPerPixel);
  const whole = Math.max(plane.width, plane.height);
  const seen = Math.min(WATCHED_TILE, Math.ceil(WATCHED_TILE / outputScale) + 2 * halo);
  const largest = watched ? seen : whole <= WHOLE_PLANE ? WHOLE_PLANE : LARGEST_TILE;
  return Math.max(inSteps(Math.min(fitting, largest)), smallestTileSide(geometry));
}

/** Small tiles are computed together, up to this many pixels of the answer, so that a call's overhead does not count. */
const BATCH_PIXELS = 2 ** 20;
/** The same where a person watches: tiles that are seen come one by one. */
const WATCHED_BATCH_PIXELS = 2 ** 18;
const LARGEST_BATCH = 16;

/** How many tiles of a size are computed together: at least one. */
export function largestBatch(
  tile: Tile,
  geometry: NetworkGeometry,
  { watched, batchBytes }: Pick<TileOptions, 'watched' | 'batchBytes'>,
): number {
  const pixels = tile.padTo.width * tile.padTo.height * Math.max(1, geometry.outputScale) ** 2;
  const byPixels = (watched ? WATCHED_BATCH_PIXELS : BATCH_PIXELS) / pixels;
  const byMemory = batchBytes / bytesOf(tile, geometry);
  return Math.max(1, Math.floor(Math.min(LARGEST_BATCH, byPixels, byMemory)));
}

/** Groups of consecutive pieces that one call can predict: the same model, size and values kept. */
export function batchesOf(pieces: Piece[], options: Pick<TileOptions, 'watched' | 'batchBytes'>): Piece[][] {
  const batches: Piece[][] = [];
  let key = '';
  let limit = 1;
  for (const piece of pieces) {
    const { padTo, keep } = piece.tile;
    const last = batches.at(-1);
    const ownKey = JSON.stringify([padTo, keep]);
    const isAlike = last && ownKey === key && last[0]!.task.model === piece.task.model;
    if (isAlike && last.length < limit) last.push(piece);
    else batches.push([piece]);
    if (!isAlike) limit = largestBatch(piece.tile, piece.geometry, options);
    key = ownKey;
  }
  return batches;
}

/** What was being computed when it failed. */
export interface Working {
  model: ModelInUse;
  /** Memory that its tiles take together, in bytes, and how many they are. */
  bytes: number;
  tiles: number;
}

/** A batch as what was being computed. */
export function workingOn(batch: readonly Piece[]): Working {
  const [{ task, tile, geometry }] = batch as [Piece];
  return { model: task.model, bytes: batch.length * bytesOf(tile, geometry), tiles: batch.length };
}

/** Memory that predicting a tile takes, in bytes. */
function bytesOf({ padTo }: Tile, { bytesPerPixel }: NetworkGeometry): number {
  return padTo.width * padTo.height * bytesPerPixel;
}
