import type { Linear, PredictedValues } from '../contract/compute-api';
import type { FilesApi } from '../contract/files-api';
import type { PixelBlock, PixelType } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import type { ResultListener } from './result-observer';
import type { Session } from './session';
import type { Piece } from './tile-plan';

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

/** Tiles as they were read, and how the values of each enter the network. */
export interface ReadTiles {
  tiles: PixelBlock[];
  inputs: Linear[];
}

/** Reads the tiles of a batch; what of their planes has to be measured before is. */
export async function readTiles(
  { files, source: { handle, series } }: Pick<TileRun, 'files' | 'source'>,
  batch: readonly Piece[],
  signal: CallOptions['signal'],
): Promise<ReadTiles> {
  const [inputs, tiles] = await Promise.all([
    Promise.all(batch.map(({ task: { maps, plane } }) => maps.of(plane, { signal }))),
    Promise.all(
      batch.map(({ task: { plane, sample }, tile: { read: region, padTo } }) => {
        const picked = sample === undefined ? {} : { sample };
        return files.readRegion(
          { handle, series, region: { plane, ...region }, padTo, ...picked },
          { signal },
        );
      }),
    ),
  ]);
  return { tiles, inputs };
}

/** Computes the tiles of a batch; `begun` is called before, when their model is loaded. */
export async function predict(
  { session }: Pick<TileRun, 'session'>,
  batch: readonly Piece[],
  { tiles, inputs }: ReadTiles,
  { begun, ...wanted }: { output: PredictedValues; outputType: PixelType; begun: () => void },
  signal: CallOptions['signal'],
): Promise<PixelBlock[]> {
  const { task, tile } = batch[0]!;
  const { model } = await task.model.load({ signal });
  begun();
  return session.compute.predict({ model, tiles, inputs, keep: tile.keep, ...wanted }, { signal });
}
