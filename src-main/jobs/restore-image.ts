import type { DeviceInfo, Linear, LoadedModel } from '../contract/compute-api';
import { InvalidRequestError } from '../contract/errors';
import type { FilesApi, Provenance } from '../contract/files-api';
import type { Calibration, ChannelInfo, ImageInfo, PixelType } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { writtenFormat } from '../contract/written-formats';
import { planeGeometry } from '../imaging/geometry';
import { choosePlanes, requireInside, type ChosenPlanes, type Rectangle } from '../imaging/selection';
import type { ModelInUse } from './models';
import { fileName, type PlannedOutput } from './output-names';
import { chooseRange, neededPercentiles, type RangeChoice } from './range-choice';
import type { Session } from './session';
import type { SuperResolveRequest } from './super-resolve';
import { largestTile, predictPlanes, type PlaneTask } from './tile-run';

/** What was written for one image. */
export interface RestoredImage {
  shape: number[];
  axes: string;
  pixelType: PixelType;
  pixelSizeUm: Calibration['pixelSizeUm'];
  model: string;
  outputScale: number;
  notes: string[];
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
  const result = resultInfo(info, chosen, region, loaded.geometry.outputScale, pixelType, fileName(output));

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
    if (choice.sentence) session.notify(`${fileName(input)}: ${choice.sentence}`);
    ranges.push(choice);
    chosen.planes.forEach((plane, i) => {
      tasks.push({ plane, ...picked, outputPlane: i * samples + sample, linear: choice.linear });
    });
  }

  const { availableBytes } = await session.compute.memory({}, options);
  const tile = request.slices ?? largestTile(loaded.geometry, availableBytes, request.tile);
  const { sha256, bytes } = await files.checksum({ path: input }, options);
  const provenance = provenanceOf({
    session,
    request,
    loaded,
    device,
    ranges,
    tile,
    input: { sha256, bytes },
  });
  const sink = await files.createImage({ path: output, info: result, provenance }, options);
  try {
    await predictPlanes(
      { session, files, model, source: { handle, series, width, height }, sink: sink.handle },
      tasks,
      { region, slices: request.slices, tile, pixelType, activity: fileName(input) },
      options,
    );
    await files.finishImage({ handle: sink.handle }, options);
  } catch (error) {
    await discard(session, files, sink);
    throw error;
  }
  await files.closeImage({ handle });
  const { shape, axes, calibration, notes } = result;
  const { outputScale } = loaded.geometry;
  return {
    shape,
    axes,
    pixelType,
    pixelSizeUm: calibration.pixelSizeUm,
    model: loaded.record.name,
    outputScale,
    notes,
  };
}

/** The input's own type where a file of that name holds it, else float32, which holds every result. */
function keptType(own: PixelType, output: string): PixelType {
  return writtenFormat(output)?.pixelTypes.includes(own) ? own : 'float32';
}

/** Gives up a file being written; through a fresh process when the one that wrote it is gone. */
async function discard(
  session: Session,
  files: FilesApi,
  { handle, temporaryPath }: { handle: number; temporaryPath: string },
): Promise<void> {
  try {
    await files.abortImage({ handle });
  } catch {
    // The writer's process died, and its successor does not know the handle: remove what it left by its path.
    await session.withFiles((fresh) => fresh.removeLeftover({ temporaryPath }));
  }
}

/** What the result is: chosen planes, samples as channels, size and pixel size by the network's scale. */
function resultInfo(
  info: ImageInfo,
  chosen: ChosenPlanes,
  region: Rectangle,
  scale: number,
  pixelType: PixelType,
  name: string,
): ImageInfo {
  const { leading, samples } = planeGeometry(info);
  const axes = leading.map(({ axis }) => (axis === 'S' ? 'C' : axis));
  const lengths = chosen.positions.map((positions) => positions.length);
  if (samples > 1) {
    axes.push('C');
    lengths.push(samples);
  }
  if (new Set(axes).size < axes.length) {
    throw new InvalidRequestError(
      `An image with axes ${info.axes} has both channels and colour samples: choose --channels.`,
      {
        parameter: 'channels',
      },
    );
  }
  const { x, y, z } = info.calibration.pixelSizeUm;
  const width = region.width * scale;
  const height = region.height * scale;
  return {
    name,
    shape: [...lengths, height, width],
    axes: `${axes.join('')}YX`,
    pixelType,
    calibration: {
      pixelSizeUm: { x: x === null ? null : x / scale, y: y === null ? null : y / scale, z },
      frameIntervalS: info.calibration.frameIntervalS,
    },
    channels: resultChannels(info, chosen, pixelType),
    levels: [{ width, height }],
    notes: [],
  };
}

/** Names and LUTs of the chosen channels; display ranges only where the values keep their meaning. */
function resultChannels(info: ImageInfo, chosen: ChosenPlanes, pixelType: PixelType): ChannelInfo[] {
  const { leading } = planeGeometry(info);
  const at = leading.findIndex(({ axis }) => axis === 'C');
  const kept = at < 0 ? info.channels : chosen.positions[at]!.map((position) => info.channels[position]);
  if (kept.some((channel) => channel === undefined)) return [];
  return (kept as ChannelInfo[]).map((channel) =>
    pixelType === info.pixelType ? channel : { ...channel, displayRange: null },
  );
}

interface ProvenanceFacts {
  session: Session;
  request: OneImage;
  loaded: LoadedModel;
  device: DeviceInfo;
  ranges: { linear: Linear; matched: boolean }[];
  tile: number;
  input: { sha256: string; bytes: number };
}

/** The record that is kept inside the result. */
function provenanceOf({
  session,
  request,
  loaded,
  device,
  ranges,
  tile,
  input,
}: ProvenanceFacts): Provenance {
  const { record, checksum, geometry } = loaded;
  const { region, frames, channels, zSlices, slices, series } = request;
  return {
    finescope: session.version,
    created: new Date().toISOString(),
    command: 'super-resolve',
    input: { file: fileName(request.input), series, ...input },
    selection: JSON.parse(JSON.stringify({ region, frames, channels, zSlices })),
    model: {
      name: record.name,
      sha256: checksum,
      architecture: record.architecture,
      source: record.provenance.source,
      sourceSha256: record.provenance.sourceSha256,
      licence: record.licence,
    },
    device: { runtime: device.runtime, device: device.device, kind: device.kind, threads: device.threads },
    tiling: slices
      ? { kind: 'independent slices', side: slices }
      : { kind: 'tiles with halo', largestSide: tile, halo: geometry.halo, sizeStep: geometry.sizeStep },
    normalisation: {
      ...record.normalisation,
      range: request.range,
      applied: ranges.map(({ linear, matched }) => ({ ...linear, matched })),
    },
  };
}
