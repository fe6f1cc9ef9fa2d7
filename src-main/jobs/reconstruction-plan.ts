import { InvalidRequestError } from '../contract/errors';
import type { FilesApi } from '../contract/files-api';
import type { ImageInfo, Rectangle } from '../contract/image';
import { fewestFrames, type FrameShift } from '../contract/reconstruction';
import type { CallOptions } from '../contract/signal';
import { planeGeometry, planeIndex, planePosition } from '../imaging/geometry';
import { choosePlanes, frameAxis, requireInside } from '../imaging/selection';
import { fileName } from './output-names';
import { requireEnough, requireShifts, requireValues } from './reconstruction-checks';
import type { OneReconstruction } from './reconstruction-request';
import { resultInfo } from './result-info';
import { seriesOf } from './series-of';

/** Frames that become one plane of the result, or a plane each. */
export interface TimeWindow {
  /** Planes of the input, in their order in time, and how far each has moved. */
  planes: number[];
  shifts: FrameShift[];
  sample: number | undefined;
  /** The plane of the result; of the first frame, where each is a plane. */
  outputPlanes: number[];
}

/** What one stack is made into, before anything is computed or written. */
export interface ReconstructionPlan {
  source: { handle: number; series: number; width: number; height: number };
  region: Rectangle;
  /** Output pixels per input pixel of what is written. */
  outputScale: number;
  result: ImageInfo;
  windows: TimeWindow[];
  /** Frames that most planes of the result are made of. */
  framesPerImage: number;
}

/**
 * Opens a stack and chooses what becomes of its frames. Throws InvalidRequestError where there are too few frames, the
 * image is too small, or shifts are not those of its frames.
 */
export async function planReconstruction(
  files: FilesApi,
  request: OneReconstruction,
  notice: (sentence: string) => void,
  options: CallOptions,
): Promise<ReconstructionPlan> {
  const { params, input, output, grid } = request;
  const name = fileName(input);
  const opened = await files.openImage({ path: input }, options);
  const info = seriesOf(opened.series, request.series, name, notice);
  for (const note of info.notes) notice(`${name}: ${note}`);

  const { width, height, leading, samples } = planeGeometry(info);
  const region = request.region ?? { x: 0, y: 0, width, height };
  requireInside(region, { width, height });
  const chosen = choosePlanes(info, {
    frames: request.frames,
    channels: request.channels,
    slices: request.zSlices,
  });
  const axis = frameAxis(info);
  if (axis !== null && leading[axis]!.axis === 'Z')
    notice(`${name} has no frames but slices (Z): these are taken as its frames in time.`);
  const count = axis === null ? 1 : chosen.positions[axis]!.length;
  const each = params.temporal === 'frames';
  if (each && request.framesPerImage > 1) {
    throw new InvalidRequestError(
      `Every frame is to be a result by itself, and ${request.framesPerImage} frames are to become one image: ask for one of the two.`,
      { parameter: 'framesPerImage' },
    );
  }
  const framesPerImage = request.framesPerImage === 0 ? count : Math.min(request.framesPerImage, count);
  requireEnough(name, params.temporal, each ? count : framesPerImage, fewestFrames(params));
  requireValues(name, params, { width, height }, region);
  if (request.shifts) requireShifts(name, request.shifts, count, { width, height });

  const starts = windowsOf(count, each ? 1 : framesPerImage, fewestFrames(params));
  const positions = chosen.positions.map((own, at) =>
    at === axis ? starts.map(({ from }) => own[from]!) : own,
  );
  const summed = axis !== null && !each && starts.length === 1 ? axis : null;
  const outputScale = grid === 'input' ? 1 : params.magnification;
  const result = resultInfo(info, {
    chosen: { planes: chosen.planes, positions },
    region,
    scale: outputScale,
    pixelType: 'float32',
    output: 'density', // the input's display range says nothing of its values
    name: request.name ?? fileName(output),
    summed,
  });
  return {
    source: { handle: opened.handle, series: request.series - 1, width, height },
    region,
    outputScale,
    result,
    framesPerImage: each ? 1 : framesPerImage,
    windows: timeWindows(
      { leading, samples, axis, positions: chosen.positions, starts, each },
      request.shifts,
    ),
  };
}

/** Windows of `length` frames one after another; a last one that is too short for the analysis belongs to the one before. */
function windowsOf(count: number, length: number, fewest: number): { from: number; to: number }[] {
  const windows: { from: number; to: number }[] = [];
  for (let from = 0; from < count; from += length) windows.push({ from, to: Math.min(count, from + length) });
  const last = windows[windows.length - 1]!;
  if (windows.length > 1 && last.to - last.from < fewest) {
    windows.pop();
    windows[windows.length - 1]!.to = last.to;
  }
  return windows;
}

interface Frames {
  leading: { length: number }[];
  samples: number;
  axis: number | null;
  positions: number[][];
  starts: { from: number; to: number }[];
  each: boolean;
}

/** The windows of every channel, slice and sample, in the order of the result's planes. */
function timeWindows(
  { leading, samples, axis, positions, starts, each }: Frames,
  shifts: FrameShift[] | undefined,
): TimeWindow[] {
  const counts = positions.map((own, at) => ({ length: at === axis ? starts.length : own.length }));
  const planes = counts.reduce((product, { length }) => product * length, 1);
  const windows: TimeWindow[] = [];
  for (let plane = 0; plane < planes; plane++) {
    const place = planePosition(plane, counts);
    const { from, to } = axis === null ? { from: 0, to: 1 } : starts[place[axis]!]!;
    const times = Array.from({ length: to - from }, (_, n) => from + n);
    const planeAt = (time: number) =>
      planeIndex(
        place.map((at, i) => positions[i]![i === axis ? time : at]!),
        leading,
      );
    for (let sample = 0; sample < samples; sample++) {
      windows.push({
        planes: times.map(planeAt),
        shifts: shifts ? times.map((time) => shifts[time]!) : [],
        sample: samples > 1 ? sample : undefined,
        outputPlanes: [plane * samples + sample],
      });
    }
  }
  return each ? joined(windows, positions, axis, samples) : windows;
}

/** Where each frame is a plane of the result, frames of the same channel and slice are computed together. */
function joined(
  windows: TimeWindow[],
  positions: number[][],
  axis: number | null,
  samples: number,
): TimeWindow[] {
  if (axis === null) return windows;
  const counts = positions.map((own) => ({ length: own.length }));
  const together = new Map<string, TimeWindow>();
  windows.forEach((window, n) => {
    const place = planePosition(Math.floor(n / samples), counts);
    const key = `${place.filter((_, at) => at !== axis).join()}/${n % samples}`;
    const earlier = together.get(key);
    if (!earlier) return void together.set(key, window);
    earlier.planes.push(...window.planes);
    earlier.shifts.push(...window.shifts);
    earlier.outputPlanes.push(...window.outputPlanes);
  });
  return [...together.values()];
}
