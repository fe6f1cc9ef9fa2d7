import type { ReconstructionPreview, ReconstructionPreviewParams } from '../contract/app-reconstruction';
import type { PixelBlock } from '../contract/image';
import { fewestFrames } from '../contract/reconstruction';
import type { CallOptions } from '../contract/signal';
import { planeGeometry } from '../imaging/geometry';
import { planePart } from '../imaging/measured-part';
import { meanOfFrames, type OpenStack } from './open-stack';
import { requireEnough } from './reconstruction-checks';
import type { TimeWindow } from './reconstruction-plan';
import { passesOver, runWindow } from './run-strips';
import type { Session } from './session';

/** So many frames are taken for a preview: enough to see what parameters do, few enough not to be waited for. */
export const PREVIEW_FRAMES = 40;

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
  const planes = planePart(info, { ...chosen, region }, name).planes.slice(0, PREVIEW_FRAMES);
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

/**
 * How fast frames pass: the quickest of the batches that were told of. The first stands for starting, and others wait now
 * and then for what else the computer does.
 */
class Pace {
  #last = performance.now();
  #isFirst = true;
  #quickest = Infinity;
  #first = 0;

  passed(frames: number): void {
    const now = performance.now();
    const seconds = (now - this.#last) / 1000 / frames;
    if (this.#isFirst) this.#first = seconds;
    else this.#quickest = Math.min(this.#quickest, seconds);
    this.#isFirst = false;
    this.#last = now;
  }

  get secondsPerFrame(): number {
    return Number.isFinite(this.#quickest) ? this.#quickest : this.#first;
  }
}
