import type { ReconstructionPreview, ReconstructionPreviewParams } from '../contract/app-reconstruction';
import type { FilesApi } from '../contract/files-api';
import type { ImageInfo, PixelBlock, Rectangle } from '../contract/image';
import { fewestFrames } from '../contract/reconstruction';
import type { CallOptions } from '../contract/signal';
import { planeGeometry, planePosition } from '../imaging/geometry';
import { choosePlanes, frameAxis, requireInside } from '../imaging/selection';
import { requireEnough, type TimeWindow } from './reconstruction-plan';
import { passesOver, runWindow } from './run-strips';
import type { Session } from './session';

/** So many frames are taken for a preview: enough to see what parameters do, few enough not to be waited for. */
export const PREVIEW_FRAMES = 40;

/** Where the pixels of an open image are read, and what it is. */
export interface OpenStack {
  files: Pick<FilesApi, 'readRegion'>;
  handle: number;
  series: number;
  name: string;
  info: ImageInfo;
}

/**
 * Reconstructs a small part of a stack's first frames and answers it beside their mean, writing nothing. Throws
 * InvalidRequestError where there are too few frames for the temporal analysis, or the part is not in the image.
 */
export async function previewReconstruction(
  session: Pick<Session, 'compute'>,
  { files, handle, series, name, info }: OpenStack,
  { params, region, ...chosen }: Omit<ReconstructionPreviewParams, 'image'>,
  options: CallOptions,
): Promise<ReconstructionPreview> {
  const { width, height, samples } = planeGeometry(info);
  requireInside(region, { width, height });
  const planes = framesOf(info, chosen).slice(0, PREVIEW_FRAMES);
  requireEnough(name, params.temporal, planes.length, fewestFrames(params));
  const sample = samples > 1 ? 0 : undefined;
  const window: TimeWindow = { planes, shifts: [], sample, outputPlanes: planes.map((_, n) => n) };
  const source = { handle, series, width, height };

  const means = meanOfFrames(files, source, window, region, options);
  means.catch(() => undefined); // heard below
  let image: PixelBlock | null = null;
  const pace = new Pace();
  const run = {
    session,
    files,
    plan: { source, region },
    params,
    take: async (block: PixelBlock) => void (image ??= block),
    computed: (frames: number) => pace.passed(frames),
  };
  await runWindow(run, window, options.signal);
  return {
    image: image!,
    average: await means,
    frames: planes.length,
    secondsPerFrame: pace.secondsPerFrame * passesOver(run, window),
  };
}

/** The planes of one channel's (and slice's) frames, in their order in time; the first of whatever else there is. */
export function framesOf(
  info: ImageInfo,
  { frames, channel, zSlice }: Pick<ReconstructionPreviewParams, 'frames' | 'channel' | 'zSlice'>,
): number[] {
  const { leading } = planeGeometry(info);
  const axis = frameAxis(info);
  const isTime = axis !== null && leading[axis]!.axis === 'Z';
  const { planes } = choosePlanes(info, {
    frames,
    ...(channel !== undefined && { channels: [channel] }),
    ...(zSlice !== undefined && !isTime && { slices: [zSlice] }),
  });
  if (axis === null) return planes.slice(0, 1);
  const first = planePosition(planes[0]!, leading);
  return planes.filter((plane) =>
    planePosition(plane, leading).every((at, own) => own === axis || at === first[own]),
  );
}

/** The mean of frames, in the input's pixels. */
async function meanOfFrames(
  files: OpenStack['files'],
  { handle, series }: { handle: number; series: number },
  { planes, sample }: TimeWindow,
  region: Rectangle,
  { signal }: CallOptions,
): Promise<PixelBlock> {
  const { width, height } = region;
  const sums = new Float64Array(width * height);
  for (const plane of planes) {
    const part = { handle, series, region: { plane, ...region }, ...(sample !== undefined && { sample }) };
    const { data } = await files.readRegion(part, { signal });
    for (let i = 0; i < sums.length; i++) sums[i]! += data[i]!;
  }
  const data = Float32Array.from(sums, (sum) => sum / planes.length);
  return { width, height, samples: 1, pixelType: 'float32', data };
}

/** How fast frames pass; the first that are told of stand for starting, and do not count where others follow. */
class Pace {
  readonly #begun = performance.now();
  readonly #told: { at: number; frames: number }[] = [];

  passed(frames: number): void {
    this.#told.push({ at: performance.now(), frames });
  }

  get secondsPerFrame(): number {
    const [first, ...others] = this.#told;
    const last = others.at(-1);
    if (!first) return 0;
    const [from, counted] = last ? [first.at, others] : [this.#begun, [first]];
    const frames = counted.reduce((sum, told) => sum + told.frames, 0);
    return ((last ?? first).at - from) / 1000 / frames;
  }
}
