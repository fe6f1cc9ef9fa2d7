import type { NetworkGeometry, PredictedValues } from '../contract/compute-api';
import type { FilesApi } from '../contract/files-api';
import type { ImageInfo, PixelType, Rectangle } from '../contract/image';
import type { ModelRecord } from '../contract/model';
import type { CallOptions } from '../contract/signal';
import { planeGeometry } from '../imaging/geometry';
import { choosePlanes, frameAxis, requireInside } from '../imaging/selection';
import { choosePartRange, inputParts, type PartRange } from './input-parts';
import type { ChosenModel } from './model-choice';
import { fileName, type PlannedOutput } from './output-names';
import type { FramesAs, SuperResolveRequest } from './request';
import { keptType, resultInfo } from './result-info';
import { seriesOf } from './series-of';
import type { Session } from './session';
import type { PlaneTask } from './tile-plan';
import { largestTile, memoryToUse } from './tile-size';

/** One image of a request, and where its result goes. */
export type OneImage = Omit<SuperResolveRequest, 'input'> & PlannedOutput & { framesAs: FramesAs };

/** What one image is made into, before anything is computed or written. */
export interface RestorePlan {
  /** The input, open in the `files` process. */
  source: { handle: number; series: number; width: number; height: number };
  region: Rectangle;
  outputScale: number;
  pixelType: PixelType;
  /** How values leave the networks. */
  output: PredictedValues;
  /** Frames that each plane of the result is the sum of; null where they are not summed. */
  summedFrames: number | null;
  /** What the result will be. */
  result: ImageInfo;
  ranges: PartRange[];
  tasks: PlaneTask[];
  /** The largest side of a tile for a network, or the side of independent slices. */
  tileSide: (geometry: NetworkGeometry) => number;
  /** Memory that tiles computed together may take, in bytes. */
  batchBytes: number;
}

/** What a plan is made with. The models are loaded. */
export interface PlanContext {
  session: Session;
  files: FilesApi;
  models: ChosenModel[];
  notice: (sentence: string) => void;
}

/** Opens the input and chooses its planes, the result's type and tiles, and how values enter the networks. */
export async function planRestoration(
  { session, files, models, notice }: PlanContext,
  request: OneImage,
  options: CallOptions,
): Promise<RestorePlan> {
  const { input, output } = request;
  const name = fileName(input);
  const say = (sentence: string) => notice(`${name}: ${sentence}`);
  const opened = await files.openImage({ path: input }, options);
  const info = seriesOf(opened.series, request.series, name, notice);
  const source = { handle: opened.handle, series: request.series - 1 };
  for (const note of info.notes) say(note);

  const { width, height } = planeGeometry(info);
  const region = request.region ?? { x: 0, y: 0, width, height };
  requireInside(region, { width, height });
  const ownChannels = models.flatMap(({ channel }) => channel ?? []);
  const chosen = choosePlanes(info, {
    frames: request.frames,
    channels: ownChannels.length > 0 ? ownChannels : request.channels,
    slices: request.zSlices,
  });
  const { record, geometry } = await models[0]!.model.load(options);
  const pixelType = resultType(record, info.pixelType, request, notice);
  const { outputScale } = geometry;
  const isSummed = request.framesAs === 'sum';
  const summed = isSummed ? frameAxis(info) : null;
  const result = resultInfo(info, {
    chosen,
    region,
    scale: outputScale,
    pixelType,
    output: record.output,
    name: request.name ?? fileName(output),
    summed,
  });

  const ranges: PartRange[] = [];
  for (const part of inputParts(info, chosen, models, summed)) {
    ranges.push(await choosePartRange({ files, ...source, info, notice: say }, part, request.range, options));
  }
  const tasks = ranges.flatMap(({ part: { model, sample, planes }, maps }) =>
    planes.map((plane) => ({ model, maps, ...plane, ...(sample !== undefined && { sample }) })),
  );
  const { availableBytes } = await session.compute.memory({}, options);
  const { slices, tile: asked, watched } = request;
  return {
    source: { ...source, width, height },
    region,
    outputScale,
    pixelType,
    output: isSummed ? 'sum' : record.output === 'density' ? 'network' : 'stored',
    summedFrames: !isSummed ? null : summed === null ? 1 : chosen.positions[summed]!.length,
    result,
    ranges,
    tasks,
    batchBytes: memoryToUse(availableBytes),
    tileSide: (geometry) =>
      slices ??
      largestTile(geometry, availableBytes, { width, height }, { asked, watched: watched !== undefined }),
  };
}

/**
 * The pixel type of the result: what was asked for, else the input's own where the file holds it. Densities are float32,
 * whatever was asked for: rounded to integers most of them would be nothing.
 */
function resultType(
  { output, name }: ModelRecord,
  own: PixelType,
  { type, input, output: file }: OneImage,
  notice: (sentence: string) => void,
): PixelType {
  if (output === 'density') {
    if (type !== undefined && type !== 'float32') {
      notice(`${fileName(file)} is written as float32, not ${type}: "${name}" gives densities of emitters.`);
    }
    return 'float32';
  }
  const kept = type ?? keptType(own, file);
  if (!type && kept !== own) {
    notice(`${fileName(input)} holds ${own} values, which ${fileName(file)} cannot: written as ${kept}.`);
  }
  return kept;
}
