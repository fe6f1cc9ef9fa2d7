import type { PixelBlock } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { writtenRectangle } from '../imaging/tile-order';
import { ComputeRecovery } from './compute-recovery';
import type { ModelInUse } from './models';
import { pipeline } from './pipeline';
import { DoneTiles, planPieces, type Piece, type PlaneTask, type TileOptions } from './tile-plan';
import { batchesOf, workingOn, type Working } from './tile-size';
import { predict, readTiles, type TileRun } from './tile-steps';

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
  const models = tasks.map(({ model }) => model);
  const recovery = await ComputeRecovery.begin(run, models, options, signal);
  const { sides } = recovery;
  const done = new DoneTiles();

  for (;;) {
    const pieces = await planPieces(run.source, tasks, sides, options, signal);
    const remaining = pieces.filter((piece) => !done.has(piece));
    let left = remaining.length;
    let working = null as Working | null;
    try {
      await predictTiles(run, remaining, { ...options, batchBytes: recovery.batchBytes }, signal, {
        begun(batch) {
          working = workingOn(batch);
          for (const { task, tile } of batch) {
            run.listener.tileBegun?.(task.outputPlane, writtenRectangle(tile));
          }
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
      await recovery.recover(error, working, signal);
    }
  }
}

async function predictTiles(
  run: TileRun,
  pieces: Piece[],
  options: TileOptions,
  signal: CallOptions['signal'],
  on: { begun(batch: Piece[]): void; done(piece: Piece): void },
): Promise<void> {
  const { files, sink } = run;
  const { pixelType, output } = options;
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
  await pipeline(
    batchesOf(pieces, options),
    {
      read: (batch) => readTiles(run, batch, signal),
      compute: (batch, tiles) =>
        predict(run, batch, tiles, { output, outputType: pixelType, begun: () => on.begun(batch) }, signal),
      pass: write,
    },
    signal,
  );
}
