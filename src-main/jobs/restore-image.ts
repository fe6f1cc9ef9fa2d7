import type { DeviceInfo } from '../contract/compute-api';
import { InvalidRequestError, ProcessStoppedError } from '../contract/errors';
import type { CreatedImage, FilesApi } from '../contract/files-api';
import type { Calibration, PixelType } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { planeGeometry } from '../imaging/geometry';
import { choosePlanes, requireInside } from '../imaging/selection';
import type { ModelInUse } from './models';
import { fileName, type PlannedOutput } from './output-names';
import { provenanceOf } from './provenance';
import { chooseRange, neededPercentiles, nonFiniteAdvice, type RangeChoice } from './range-choice';
import { keptType, resultInfo } from './result-info';
import type { Session } from './session';
import type { SuperResolveRequest } from './request';
import { largestTile, predictPlanes, type PlaneTask } from './tile-run';

/** What was written for one image. */
export interface RestoredImage {
  shape: number[];
  axes: string;
  pixelType: PixelType;
  pixelSizeUm: Calibration['pixelSizeUm'];
  model: string;
  outputScale: number;
}

/** What restoring one image works with. */
export interface RestoreContext {
  session: Session;
  files: FilesApi;
  model: ModelInUse;
  device: DeviceInfo;
}

type OneImage = Omit<SuperResolveRequest, 'input'> & PlannedOutput;

/** Opens an image, runs the network over its planes tile by tile, and writes the result. */
export async function restoreImage(
  { session, files, model, device }: RestoreContext,
  request: OneImage,
  options: CallOptions,
): Promise<RestoredImage> {
  const { input, output } = request;
  const loaded = await model.load(options);
  const { handle, series: all } = await files.openImage({ path: input }, options);
  const series = request.series - 1;
  const info = all[series];
  if (!info) {
    throw new InvalidRequestError(
      `${fileName(input)} holds ${all.length} images; --series ${request.series} was asked for.`,
      {
        parameter: 'series',
      },
    );
  }
  if (all.length > 1)
    session.notify(`${fileName(input)} holds ${all.length} images; this is number ${request.series}.`);
  for (const note of info.notes) session.notify(`${fileName(input)}: ${note}`);

  const { width, height, samples } = planeGeometry(info);
  const region = request.region ?? { x: 0, y: 0, width, height };
  requireInside(region, { width, height });
  const chosen = choosePlanes(info, {
    frames: request.frames,
    channels: request.channels,
    slices: request.zSlices,
  });
  const pixelType = request.type ?? keptType(info.pixelType, output);
  if (!request.type && pixelType !== info.pixelType) {
    session.notify(
      `${fileName(input)} holds ${info.pixelType} values, which ${fileName(output)} cannot: written as ${pixelType}.`,
    );
  }
  const { outputScale } = loaded.geometry;
  const result = resultInfo(info, { chosen, region, scale: outputScale, pixelType, name: fileName(output) });

  const percentiles = neededPercentiles(loaded.record.normalisation);
  const ranges: RangeChoice[] = [];
  const tasks: PlaneTask[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const picked = samples > 1 ? { sample } : {};
    const statistics = await files.statistics(
      { handle, series, planes: chosen.planes, ...picked, percentiles },
      options,
    );
    const choice = chooseRange(loaded.record.normalisation, info.pixelType, statistics, request.range);
    for (const sentence of [nonFiniteAdvice(statistics), choice.sentence]) {
      if (sentence) session.notify(`${fileName(input)}: ${sentence}`);
    }
    ranges.push(choice);
    chosen.planes.forEach((plane, i) => {
      tasks.push({ plane, ...picked, outputPlane: i * samples + sample, linear: choice.linear });
    });
  }

  const { availableBytes } = await session.compute.memory({}, options);
  const tile =
    request.slices ?? largestTile(loaded.geometry, availableBytes, { width, height }, request.tile);
  const { sha256, bytes } = await files.checksum({ path: input }, options);
  const provenance = provenanceOf({
    version: session.version,
    request,
    loaded,
    device,
    ranges,
    tile,
    input: { sha256, bytes },
  });
  let created: CreatedImage | null = null;
  try {
    created = await files.createImage({ path: output, info: result, provenance }, options);
    await predictPlanes(
      { session, files, model, source: { handle, series, width, height }, sink: created.handle },
      tasks,
      { region, slices: request.slices, tile, pixelType, activity: fileName(input) },
      options,
    );
    await files.closeImage({ handle });
    await files.finishImage({ handle: created.handle }, options); // last: after it nothing may fail any more
  } catch (error) {
    if (created || error instanceof ProcessStoppedError) await discard(session, files, created, output);
    throw error;
  }
  const { shape, axes } = created;
  return {
    shape,
    axes,
    pixelType,
    pixelSizeUm: result.calibration.pixelSizeUm,
    model: loaded.record.name,
    outputScale,
  };
}

/** Gives up a file being written; through a fresh process when the one that wrote it is gone. */
async function discard(
  session: Session,
  files: FilesApi,
  created: CreatedImage | null,
  path: string,
): Promise<void> {
  const isGivenUp =
    created !== null && (await files.abortImage({ handle: created.handle }).then(isDone, isNot));
  if (isGivenUp) return;
  // The writer's process died, and its successor does not know the handle. What cannot be removed now, the next write
  // into that folder removes.
  await session.withFiles((fresh) => fresh.removeLeftovers({ path })).catch(isNot);
}

const isDone = () => true;
const isNot = () => false;
