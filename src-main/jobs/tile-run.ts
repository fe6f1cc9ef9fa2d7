import {
  isOutOfMemory,
  ModelNotLoadedError,
  OutOfMemoryError,
  ProcessStoppedError,
} from '../contract/errors';
import type { FilesApi } from '../contract/files-api';
import type { PixelBlock } from '../contract/image';
import { throwIfCancelled, type CallOptions } from '../contract/signal';
import { writtenRectangle } from '../imaging/tile-order';
import { smallestTileSide } from '../imaging/tiling';
import type { ModelInUse } from './models';
import type { ResultListener } from './result-observer';
import type { Session } from './session';
import { batchesOf, DoneTiles, planPieces, type Piece, type PlaneTask, type TileOptions } from './tile-plan';

/** Where pixels come from and go to. */
export interface TileRun {
  session: Session;
  files: FilesApi;
  source: { handle: number; series: number; width: number; height: number };
  sink: number;
  /** Hears of tiles, and of what stops nothing. */
  listener: Pick<ResultListener, 'tileBegun' | 'tileDone'>;
  notice: (sentence: string) => void;
}

/** How often a process may be started afresh for other jobs' sake before this one gives up. */
const RESTARTS_FORGIVEN = 20;
/** A `compute` process that ends without a word may have been short of memory; more often than this it was not. */
const CRASHES_FORGIVEN = 2;

/**
 * Predicts all planes, tile by tile: while one batch of tiles is computed the next is read and the last one written.
 * When memory runs out the `compute` process is started afresh and the work goes on, with what is not done yet and
 * tiles of half the side; writing a region twice does no harm.
 *
 * @returns the largest side of the tiles that each model came to.
 * @throws OutOfMemoryError when even the smallest tile does not fit.
 */
export async function predictPlanes(
  run: TileRun,
  tasks: PlaneTask[],
  options: TileOptions,
  { signal, onProgress }: CallOptions,
): Promise<Map<ModelInUse, number>> {
  const models = [...new Set(tasks.map(({ model }) => model))];
  const sides = new Map<ModelInUse, number>();
  for (const model of models) sides.set(model, options.tileSide((await model.load({ signal })).geometry));
  const done = new DoneTiles();
  let crashes = 0;
  let restarts = 0;

  for (;;) {
    const pieces = await planPieces(run.source, tasks, sides, options, signal);
    const remaining = pieces.filter((piece) => !done.has(piece));
    let left = remaining.length;
    let working = null as Piece | null;
    try {
      await predictTiles(run, remaining, options, signal, {
        begun(piece) {
          working = piece;
          run.listener.tileBegun?.(piece.task.outputPlane, writtenRectangle(piece.tile));
        },
        done(piece) {
          done.add(piece);
          run.listener.tileDone?.(piece.task.outputPlane, writtenRectangle(piece.tile));
          left--;
          const total = pieces.length;
          onProgress?.({ done: total - left, total, unit: 'tiles', activity: options.activity });
        },
      });
      return sides;
    } catch (error) {
      if (wasRestarted(error) && ++restarts <= RESTARTS_FORGIVEN) {
        await loadAgain(models, signal);
        continue;
      }
      if (!isOutOfMemory(error) || working === null) throw error;
      if (error instanceof ProcessStoppedError) {
        if (error.fields.process !== 'compute' || ++crashes > CRASHES_FORGIVEN) throw error;
      }
      await run.session.restartCompute();
      await loadAgain(models, signal);
      const { model } = working.task;
      const { geometry } = await model.load({ signal });
      const side = sides.get(model)!;
      const half = Math.floor(side / 2 / geometry.sizeStep) * geometry.sizeStep;
      const canHalve = options.slices === undefined && half >= smallestTileSide(geometry);
      if (!canHalve && error instanceof OutOfMemoryError) throw tooLarge(error, side);
      if (canHalve) sides.set(model, half);
      run.notice(goingOn(error as Error, canHalve ? { side, half } : null));
    }
  }
}

/** What a person is told when the work goes on after the `compute` process was started afresh. */
function goingOn(error: Error, smaller: { side: number; half: number } | null): string {
  const what =
    error instanceof OutOfMemoryError
      ? error.message
      : 'The process that computes ended unexpectedly and was started again.';
  return smaller === null
    ? `${what} Going on.`
    : `${what} Going on with tiles of ${smaller.half} pixels instead of ${smaller.side}.`;
}

async function loadAgain(models: ModelInUse[], signal: CallOptions['signal']): Promise<void> {
  for (const model of models) model.forget();
  for (const model of models) await model.load({ signal });
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

async function predictTiles(
  { session, files, source, sink }: TileRun,
  pieces: Piece[],
  { pixelType: outputType, watched }: TileOptions,
  signal: CallOptions['signal'],
  on: { begun(piece: Piece): void; done(piece: Piece): void },
): Promise<void> {
  const { handle, series } = source;
  const batches = batchesOf(pieces, watched);

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
    batch.forEach(on.done);
  };

  let reading = settle(read(batches[0]));
  let writing = settle(Promise.resolve());
  try {
    for (const [index, batch] of batches.entries()) {
      throwIfCancelled(signal);
      const tiles = await reading();
      reading = settle(read(batches[index + 1]));
      const { task, tile } = batch[0]!;
      const { model } = await task.model.load({ signal });
      batch.forEach(on.begun);
      const predicted = await session.compute.predict(
        { model, tiles, input: task.linear, keep: tile.keep, outputType },
        { signal },
      );
      await writing();
      writing = settle(write(batch, predicted));
    }
  } finally {
    await writing(); // what was computed before a failure is in the result, and known to be
  }
}

/** Lets work go on by itself; its failure is thrown where the returned function is awaited, never unheard before. */
function settle<Result>(work: Promise<Result>): () => Promise<Result> {
  work.catch(() => undefined);
  return () => work;
}
