import type { NetworkGeometry } from '../contract/compute-api';
import { InvalidRequestError } from '../contract/errors';
import type { FilesApi } from '../contract/files-api';
import type { ImageInfo, PixelType, Rectangle } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { planeGeometry } from '../imaging/geometry';
import { choosePlanes, requireInside } from '../imaging/selection';
import { choosePartRange, inputParts, type PartRange } from './input-parts';
import type { ChosenModel } from './model-choice';
import { fileName, type PlannedOutput } from './output-names';
import type { SuperResolveRequest } from './request';
import { keptType, resultInfo } from './result-info';
import type { Session } from './session';
import { largestTile, type PlaneTask } from './tile-plan';

/** One image of a request, and where its result goes. */
export type OneImage = Omit<SuperResolveRequest, 'input'> & PlannedOutput;

/** What one image is made into, before anything is computed or written. */
export interface RestorePlan {
  /** The input, open in the `files` process. */
  source: { handle: number; series: number; width: number; height: number };
  region: Rectangle;
  outputScale: number;
  pixelType: PixelType;
  /** What the result will be. */
  result: ImageInfo;
  ranges: PartRange[];
  tasks: PlaneTask[];
  /** The largest side of a tile for a network, or the side of independent slices. */
  tileSide: (geometry: NetworkGeometry) => number;
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
  const pixelType = request.type ?? keptType(info.pixelType, output);
  if (!request.type && pixelType !== info.pixelType) {
    notice(
      `${name} holds ${info.pixelType} values, which ${fileName(output)} cannot: written as ${pixelType}.`,
    );
  }
  const { outputScale } = (await models[0]!.model.load(options)).geometry;
  const facts = { chosen, region, scale: outputScale, pixelType, name: request.name ?? fileName(output) };
  const result = resultInfo(info, facts);

  const ranges: PartRange[] = [];
  for (const part of inputParts(info, chosen, models)) {
    ranges.push(await choosePartRange({ files, ...source, info, notice: say }, part, request.range, options));
  }
  const tasks = ranges.flatMap(({ part: { model, sample, planes }, choice: { linear } }) =>
    planes.map((plane) => ({ model, linear, ...plane, ...(sample !== undefined && { sample }) })),
  );
  const { availableBytes } = await session.compute.memory({}, options);
  const { slices, tile: asked, watched } = request;
  return {
    source: { ...source, width, height },
    region,
    outputScale,
    pixelType,
    result,
    ranges,
    tasks,
    tileSide: (geometry) =>
      slices ??
      largestTile(geometry, availableBytes, { width, height }, { asked, watched: watched !== undefined }),
  };
}

/** The image of a file that is meant, counted from 1. */
function seriesOf(
  all: ImageInfo[],
  number: number,
  name: string,
  notice: (sentence: string) => void,
): ImageInfo {
  const info = all[number - 1];
  if (!info) {
    throw new InvalidRequestError(`${name} holds ${all.length} images; --series ${number} was asked for.`, {
      parameter: 'series',
    });
  }
  if (all.length > 1) notice(`${name} holds ${all.length} images; this is number ${number}.`);
  return info;
}
