import type { Linear, NetworkGeometry } from '../contract/compute-api';
import { isOutOfMemory, OutOfMemoryError, ProcessStoppedError } from '../contract/errors';
import type { FilesApi } from '../contract/files-api';
import type { PixelBlock, PixelType } from '../contract/image';
import { throwIfCancelled, type CallOptions } from '../contract/signal';
import type { Rectangle } from '../imaging/selection';
import { planSlices, planTiles, smallestTileSide, type Tile } from '../imaging/tiling';
import type { ModelInUse } from './models';
import type { Session } from './session';

/** One plane to predict: where it is read, where it goes, and how its values enter the network. */
export interface PlaneTask {
  plane: number;
  sample?: number;
  outputPlane: number;
  linear: Linear;
}

/** Where pixels come from and go to. */
export interface TileRun {
  session: Session;
  files: FilesApi;
  model: ModelInUse;
  source: { handle: number; series: number; width: number; height: number };
  sink: number;
}

/** What is wanted of every plane, and the largest side of a tile (or the side of independent slices). */
export interface TileOptions {
  region: Rectangle;
  slices: number | undefined;
  tile: number;
  pixelType: PixelType;
  activity: string;
}

/** Beyond this side a tile gains nothing: its halo is a small part of it, and cancelling should not wait longer. */
const LARGEST_TILE = 2048;
/** The part of the available memory a prediction may take. */
const MEMORY_SHARE = 0.5;
/** More than this does not make a prediction faster. */
const MEMORY_ENOUGH = 3 * 2 ** 30;

/** A `compute` process that ends without a word may have been short of memory; more often than this it was not. */
const CRASHES_FORGIVEN = 2;

/** The largest tile side for the memory there is: a multiple of the size step, never too small for the halo. */
export function largestTile(
  geometry: NetworkGeometry,
  availableBytes: number,
  asked: number | undefined,
): number {
  const { sizeStep, bytesPerPixel } = geometry;
  const budget = Math.min(availableBytes * MEMORY_SHARE, MEMORY_ENOUGH);
  const side = asked ?? Math.min(LARGEST_TILE, Math.floor(Math.sqrt(budget / bytesPerPixel)));
  return Math.max(
    Math.floor(side / sizeStep) * sizeStep,
    asked === undefined ? smallestTileSide(geometry) : sizeStep,
  );
}

/**
 * Predicts every plane tile by tile: while one tile is computed the next is read and the last one written. When memory
 * runs out the `compute` process is started afresh and the plane done again with tiles of half the side; writing a
 * region twice does no harm.
 *
 * @throws OutOfMemoryError when even the smallest tile does not fit.
 */
export async function predictPlanes(
  run: TileRun,
  tasks: PlaneTask[],
  { region, slices, tile, pixelType, activity }: TileOptions,
  options: CallOptions,
): Promise<void> {
  const { width, height } = run.source;
  const { geometry } = await run.model.load(options);
  let side = tile;
  const plan = () =>
    slices === undefined
      ? planTiles(width, height, geometry, side, region)
      : planSlices(width, height, geometry, slices, region);
  let tiles = plan();
  let crashes = 0;

  for (let done = 0; done < tasks.length;) {
    const task = tasks[done]!;
    const before = done;
    try {
      await predictPlane(run, task, tiles, pixelType, {
        signal: options.signal,
        onProgress: (progress) =>
          options.onProgress?.({
            done: before * tiles.length + progress.done,
            total: tasks.length * tiles.length,
            unit: 'tiles',
            activity,
          }),
      });
      done++;
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      if (error instanceof ProcessStoppedError && ++crashes > CRASHES_FORGIVEN) throw error;
      const half = Math.floor(side / 2 / geometry.sizeStep) * geometry.sizeStep;
      if (slices !== undefined || half < smallestTileSide(geometry)) throw tooLarge(error, side);
      run.session.notify(`Tiles of ${side} pixels need more memory than there is; going on with ${half}.`);
      side = half;
      tiles = plan();
      await run.model.reload(options);
    }
  }
}

function tooLarge(cause: unknown, side: number): Error {
  return new OutOfMemoryError(
    `There is not enough memory to compute a tile of ${side} x ${side} pixels. Close other programs, or choose a smaller network.`,
    { what: `tile of ${side} pixels` },
    { cause },
  );
}

async function predictPlane(
  { session, files, model, source, sink }: TileRun,
  { plane, sample, outputPlane, linear }: PlaneTask,
  tiles: Tile[],
  pixelType: PixelType,
  { signal, onProgress }: CallOptions,
): Promise<void> {
  const { handle, series } = source;
  const loaded = await model.load({ signal });
  const read = async (tile: Tile | undefined): Promise<PixelBlock | null> => {
    if (!tile) return null;
    const { read: region, padTo } = tile;
    const picked = sample === undefined ? {} : { sample };
    return files.readRegion({ handle, series, region: { plane, ...region }, padTo, ...picked }, { signal });
  };
  const write = async ({ write: { x, y } }: Tile, block: PixelBlock): Promise<void> => {
    const { width, height } = block;
    await files.writeRegion(
      { handle: sink, region: { plane: outputPlane, x, y, width, height }, block },
      { signal },
    );
  };

  let reading = settle(read(tiles[0]));
  let writing = settle(Promise.resolve());
  for (const [index, tile] of tiles.entries()) {
    throwIfCancelled(signal);
    const block = (await reading())!;
    reading = settle(read(tiles[index + 1]));
    const [predicted] = await session.compute.predict(
      { model: loaded.model, tiles: [block], input: linear, keep: tile.keep, outputType: pixelType },
      { signal },
    );
    await writing();
    writing = settle(write(tile, predicted!));
    onProgress?.({ done: index + 1, total: tiles.length, unit: 'tiles' });
  }
  await writing();
}

/** Lets work go on by itself; its failure is thrown where the returned function is awaited, never unheard before. */
function settle<Result>(work: Promise<Result>): () => Promise<Result> {
  work.catch(() => undefined);
  return () => work;
}
