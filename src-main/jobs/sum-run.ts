import type { NetworkGeometry } from '../contract/compute-api';
import type { PixelBlock } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { FrameSum } from '../imaging/frame-sum';
import { writtenRectangle } from '../imaging/tile-order';
import type { Tile } from '../imaging/tiling';
import { ComputeRecovery } from './compute-recovery';
import type { ModelInUse } from './models';
import { pipeline } from './pipeline';
import { inOrderOfLooking, planArea, type Piece, type PlaneTask, type TileOptions } from './tile-plan';
import { largestBatch, workingOn, type Working } from './tile-size';
import { predict, readTiles, type TileRun } from './tile-steps';

/** Where a person watches, a sum that is not complete yet is shown anew after this time, and later less often. */
const SHOWN_EVERY_MS = 1000;
const SHOWN_EVERY_PART = 1 / 20;

/** A part of a plane of the result: the sum of a tile of all its frames. */
interface Area {
  frames: PlaneTask[];
  model: ModelInUse;
  geometry: NetworkGeometry;
  tile: Tile;
  /** The largest side of tiles when it was planned. */
  side: number;
}

/** Frames that are computed in one call, of one tile; `isLast` says that it is the last tile of these frames. */
interface Step {
  pieces: Piece[];
  isLast: boolean;
}

/**
 * Predicts planes and sums those that go to the same plane of the result, negative values of each taken as 0: tile by
 * tile, and for each tile over all frames, so that memory does not depend on how many they are. When memory runs out
 * the work goes on as in `predictPlanes`, with the frames that are not summed yet.
 *
 * @returns the largest side of the tiles that each model came to.
 * @throws OutOfMemoryError when even the smallest tile does not fit.
 */
export async function sumPlanes(
  run: TileRun,
  tasks: PlaneTask[],
  options: TileOptions,
  { signal, onProgress }: CallOptions,
): Promise<Map<ModelInUse, number>> {
  const models = tasks.map(({ model }) => model);
  const recovery = await ComputeRecovery.begin(run, models, options, signal);
  const areas = await planAreas(run, tasks, recovery.sides, options, signal);
  const total = areas.reduce((sum, { frames }) => sum + frames.length, 0);
  let done = 0;
  for (const area of areas) {
    await sumArea(run, area, options, recovery, signal, (frames) => {
      done += frames;
      onProgress?.({ done, total, unit: 'tiles', activity: options.activity });
    });
  }
  return recovery.sides;
}

/** The areas in the order they are computed: plane after plane, nearest to where a person looks first. */
async function planAreas(
  { source }: TileRun,
  tasks: PlaneTask[],
  sides: ReadonlyMap<ModelInUse, number>,
  options: TileOptions,
  signal: CallOptions['signal'],
): Promise<Area[]> {
  const { region, slices, watched } = options;
  const planes = new Map<number, PlaneTask[]>();
  for (const task of tasks) {
    const frames = planes.get(task.outputPlane);
    if (frames) frames.push(task);
    else planes.set(task.outputPlane, [task]);
  }
  const sums = [...planes.values()];
  const inFront = sums.findIndex((frames) => frames.some(({ plane }) => plane === watched?.lookAt?.plane));
  const areas: Area[] = [];
  for (const frames of inFront > 0 ? [...sums.slice(inFront), ...sums.slice(0, inFront)] : sums) {
    const { model } = frames[0]!;
    const { geometry } = await model.load({ signal });
    const side = sides.get(model)!;
    const tiles = planArea(source, geometry, side, slices, region);
    for (const tile of inOrderOfLooking(tiles, options, geometry)) {
      areas.push({ frames, model, geometry, tile, side });
    }
  }
  return areas;
}

async function sumArea(
  run: TileRun,
  area: Area,
  options: TileOptions,
  recovery: ComputeRecovery,
  signal: CallOptions['signal'],
  onSummed: (frames: number) => void,
): Promise<void> {
  const { frames } = area;
  const place = writtenRectangle(area.tile);
  const plane = frames[0]!.outputPlane;
  const sum = new FrameSum(place);
  const begunAt = Date.now();
  let shownAt = begunAt;
  const show = async (): Promise<void> => {
    await run.files.writeRegion(
      { handle: run.sink, region: { plane, ...place }, block: sum.block() },
      { signal },
    );
    run.listener.tileDone?.(plane, place);
    shownAt = Date.now();
  };
  const pass = async ({ pieces, isLast }: Step, [block]: PixelBlock[]): Promise<void> => {
    sum.add(block!, pieces[0]!.tile.write);
    if (!isLast) return;
    sum.complete(pieces.length);
    onSummed(pieces.length);
    const isComplete = sum.frames === frames.length;
    const now = Date.now();
    const pause = Math.max(SHOWN_EVERY_MS, (now - begunAt) * SHOWN_EVERY_PART);
    const isDue = options.watched !== undefined && now - shownAt > pause;
    if (isComplete || isDue) await show();
  };

  while (sum.frames < frames.length) {
    let working = null as Working | null;
    const begun = (pieces: Piece[]) => () => {
      working = workingOn(pieces);
      run.listener.tileBegun?.(plane, place);
    };
    const wanted = { output: 'sum', outputType: 'float64' } as const;
    try {
      await pipeline(
        stepsOf(run, area, sum.frames, options, recovery),
        {
          read: ({ pieces }: Step) => readTiles(run, pieces, signal),
          compute: ({ pieces }, tiles) =>
            predict(run, pieces, tiles, { ...wanted, begun: begun(pieces) }, signal),
          pass,
        },
        signal,
      );
    } catch (error) {
      sum.dropGroup();
      await recovery.recover(error, working, signal);
    }
  }
}

/** What of an area is still to be computed: group after group of frames from `first` on, each tile by tile. */
function stepsOf(
  { source }: TileRun,
  { frames, model, geometry, tile, side }: Area,
  first: number,
  { region, slices, watched }: TileOptions,
  { sides, batchBytes }: ComputeRecovery,
): Step[] {
  const now = sides.get(model)!;
  const scale = geometry.outputScale;
  const ownRegion = {
    x: region.x + tile.write.x / scale,
    y: region.y + tile.write.y / scale,
    width: tile.keep.width / scale,
    height: tile.keep.height / scale,
  };
  const tiles =
    now === side
      ? [tile]
      : planArea(source, geometry, now, slices, ownRegion).map((part) => ({
          ...part,
          write: { x: tile.write.x + part.write.x, y: tile.write.y + part.write.y },
        }));
  const together = largestBatch(tiles[0]!, geometry, { watched, batchBytes });
  const steps: Step[] = [];
  for (let from = first; from < frames.length; from += together) {
    const group = frames.slice(from, from + together);
    for (const [i, part] of tiles.entries()) {
      const pieces = group.map((task) => ({ task, tile: part, geometry }));
      steps.push({ pieces, isLast: i === tiles.length - 1 });
    }
  }
  return steps;
}
