import type { Linear, NetworkGeometry } from '../contract/compute-api';
import {
  isOutOfMemory,
  ModelNotLoadedError,
  OutOfMemoryError,
  ProcessStoppedError,
} from '../contract/errors';
import type { FilesApi } from '../contract/files-api';
import type { PixelBlock, PixelType, Rectangle } from '../contract/image';
import { throwIfCancelled, type CallOptions } from '../contract/signal';
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

/** A plane up to this side is one tile where memory allows: no halo is computed twice. */
const WHOLE_PLANE = 2048;
/** Beyond this side the tiles of a larger plane gain nothing: their halo is a small part of them. */
const LARGEST_TILE = 1280;
/** The part of the available memory a prediction may take. */
const MEMORY_SHARE = 0.5;
/** More than this does not make a prediction faster. */
const MEMORY_ENOUGH = 3 * 2 ** 30;

/** How often a process may be started afresh for other jobs' sake before this one gives up. */
const RESTARTS_FORGIVEN = 20;
/** A `compute` process that ends without a word may have been short of memory; more often than this it was not. */
const CRASHES_FORGIVEN = 2;

/**
 * The largest tile side for a plane and the memory there is: a multiple of the size step, never too small for the halo.
 * A person's own choice (`asked`) is that side as it is.
 */
export function largestTile(
  geometry: NetworkGeometry,
  availableBytes: number,
  plane: { width: number; height: number },
  asked?: number,
): number {
  const { sizeStep, bytesPerPixel } = geometry;
  const inSteps = (side: number) => Math.floor(side / sizeStep) * sizeStep;
  if (asked !== undefined) return asked;
  const fitting = Math.sqrt(Math.min(availableBytes * MEMORY_SHARE, MEMORY_ENOUGH) / bytesPerPixel);
  const whole = Math.max(plane.width, plane.height);
  const largest = whole <= WHOLE_PLANE ? WHOLE_PLANE : LARGEST_TILE;
  return Math.max(inSteps(Math.min(fitting, largest)), smallestTileSide(geometry));
}

/**
 * Predicts all planes, tile by tile: while one batch of tiles is computed the next is read and the last one written.
 * When memory runs out the `compute` process is started afresh and the work goes on, from the plane it had come to,
 * with tiles of half the side; writing a region twice does no harm.
 *
 * @throws OutOfMemoryError when even the smallest tile does not fit.
 */
export async function predictPlanes(
  run: TileRun,
  tasks: PlaneTask[],
  { region, slices, tile, pixelType, activity }: TileOptions,
  { signal, onProgress }: CallOptions,
): Promise<void> {
  const { width, height } = run.source;
  const { geometry } = await run.model.load({ signal });
  let side = tile;
  let remaining = tasks;
  let crashes = 0;
  let restarts = 0;

  for (;;) {
    const tiles =
      slices === undefined
        ? planTiles(width, height, geometry, side, region)
        : planSlices(width, height, geometry, slices, region);
    const before = tasks.length - remaining.length;
    let done = 0;
    try {
      await predictTiles(run, pair(remaining, tiles), pixelType, signal, (count) => {
        done += count;
        const [doneInAll, total] = [before * tiles.length + done, tasks.length * tiles.length];
        onProgress?.({ done: doneInAll, total, unit: 'tiles', activity });
      });
      return;
    } catch (error) {
      remaining = remaining.slice(Math.floor(done / tiles.length));
      if (wasRestarted(error) && ++restarts <= RESTARTS_FORGIVEN) {
        await run.model.loadAgain({ signal });
        continue;
      }
      if (!isOutOfMemory(error)) throw error;
      if (error instanceof ProcessStoppedError) {
        if (error.fields.process !== 'compute' || ++crashes > CRASHES_FORGIVEN) throw error;
      }
      await run.session.restartCompute();
      await run.model.loadAgain({ signal });
      const half = Math.floor(side / 2 / geometry.sizeStep) * geometry.sizeStep;
      const canHalve = slices === undefined && half >= smallestTileSide(geometry);
      if (!canHalve && error instanceof OutOfMemoryError) throw tooLarge(error, side);
      if (!canHalve) continue;
      run.session.notify(
        `${(error as Error).message} Going on with tiles of ${half} pixels instead of ${side}.`,
      );
      side = half;
    }
  }
}

/** Whether the `compute` process was started afresh for another's sake: a call of another job was cancelled in it. */
function wasRestarted(error: unknown): boolean {
  if (error instanceof ModelNotLoadedError) return true;
  return (
    error instanceof ProcessStoppedError &&
    error.fields.process === 'compute' &&
    error.fields.reason === 'stopped'
  );
}

function tooLarge(cause: unknown, side: number): Error {
  return new OutOfMemoryError(
    `There is not enough memory to compute a tile of ${side} x ${side} pixels. Close other programs, or choose a smaller network.`,
    { what: `tile of ${side} pixels` },
    { cause },
  );
}

/** A tile of a plane. */
interface Piece {
  task: PlaneTask;
  tile: Tile;
}

function pair(tasks: PlaneTask[], tiles: Tile[]): Piece[] {
  return tasks.flatMap((task) => tiles.map((tile) => ({ task, tile })));
}

/** Small tiles are computed together, up to this many pixels, so that a call's overhead does not count. */
const BATCH_PIXELS = 2 ** 20;
const LARGEST_BATCH = 16;

/** Groups of consecutive pieces that one call can predict: the same size, the same values kept, the same scaling. */
function batchesOf(pieces: Piece[]): Piece[][] {
  const batches: Piece[][] = [];
  let key = '';
  for (const piece of pieces) {
    const { padTo, keep } = piece.tile;
    const ownKey = JSON.stringify([padTo, keep, piece.task.linear]);
    const limit = Math.max(
      1,
      Math.min(LARGEST_BATCH, Math.floor(BATCH_PIXELS / (padTo.width * padTo.height))),
    );
    const last = batches.at(-1);
    if (last && ownKey === key && last.length < limit) last.push(piece);
    else batches.push([piece]);
    key = ownKey;
  }
  return batches;
}

async function predictTiles(
  { session, files, model, source, sink }: TileRun,
  pieces: Piece[],
  outputType: PixelType,
  signal: CallOptions['signal'],
  onDone: (tiles: number) => void,
): Promise<void> {
  const { handle, series } = source;
  const loaded = await model.load({ signal });
  const batches = batchesOf(pieces);

  const read = (batch: Piece[] | undefined): Promise<PixelBlock[]> =>
    Promise.all(
      (batch ?? []).map(({ task: { plane, sample }, tile: { read: region, padTo } }) => {
        const picked = sample === undefined ? {} : { sample };
        return files.readRegion(
          { handle, series, region: { plane, ...region }, padTo, ...picked },
          { signal },
        );
      }),
    );
  const write = async (batch: Piece[], blocks: PixelBlock[]): Promise<void> => {
    await Promise.all(
      batch.map(({ task, tile: { write: at } }, i) => {
        const { width, height } = blocks[i]!;
        const region = { plane: task.outputPlane, ...at, width, height };
        return files.writeRegion({ handle: sink, region, block: blocks[i]! }, { signal });
      }),
    );
    onDone(batch.length);
  };

  let reading = settle(read(batches[0]));
  let writing = settle(Promise.resolve());
  for (const [index, batch] of batches.entries()) {
    throwIfCancelled(signal);
    const tiles = await reading();
    reading = settle(read(batches[index + 1]));
    const { task, tile } = batch[0]!;
    const predicted = await session.compute.predict(
      { model: loaded.model, tiles, input: task.linear, keep: tile.keep, outputType },
      { signal },
    );
    await writing();
    writing = settle(write(batch, predicted));
  }
  await writing();
}

/** Lets work go on by itself; its failure is thrown where the returned function is awaited, never unheard before. */
function settle<Result>(work: Promise<Result>): () => Promise<Result> {
  work.catch(() => undefined);
  return () => work;
}
