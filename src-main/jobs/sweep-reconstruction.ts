import { InvalidRequestError } from '../contract/errors';
import type { PixelBlock, Rectangle } from '../contract/image';
import type { ParameterMap, ReconstructionScore, SweptParameters } from '../contract/parameter-map';
import type { ReconstructionParams } from '../contract/reconstruction';
import { throwIfCancelled, type CallOptions } from '../contract/signal';
import { planeGeometry } from '../imaging/geometry';
import { planePart } from '../imaging/measured-part';
import { FRC_LEAST_SIDE } from '../imaging/measures/frc';
import { parameterMap, settingText, sweptSettings, withSetting } from '../imaging/parameter-map';
import { borderOf } from '../reconstruction/extent';
import { meanOfFrames, type OpenStack } from './open-stack';
import type { TimeWindow } from './reconstruction-plan';
import { runWindow, type StripRun } from './run-strips';
import type { Session } from './session';

/**
 * Fewer frames than these tell nothing of parameters: each half has to be a reconstruction of its own, and below ten frames
 * it is the noise of single frames that halves share or do not.
 */
export const FEWEST_SWEPT_FRAMES = 20;

/** More frames than these change a map little and take long. */
export const MOST_SWEPT_FRAMES = 100;

/** Pixels of a reconstruction that are scored at most: its transforms take about 75 bytes each. */
const MOST_SCORED_PIXELS = 2048 ** 2;

/** What of a stack parameters are tried on, and which. */
export interface SweepRequest {
  /** The parameters that are not swept. */
  params: ReconstructionParams;
  swept: SweptParameters;
  region: Rectangle;
  /** Numbers from 1; of these (or of all) the first {@link MOST_SWEPT_FRAMES} are taken. */
  frames?: number[] | undefined;
  channel?: number | undefined;
  zSlice?: number | undefined;
}

/**
 * Reconstructs a part of a stack with every setting, from its odd, its even and all its frames, and scores each. The part is
 * made smaller where it touches the image's edge, so that all settings are scored on what all of them reconstruct. Throws
 * {@link InvalidRequestError} for fewer than {@link FEWEST_SWEPT_FRAMES} frames, and a part that is too small to score.
 */
export async function sweepReconstruction(
  session: Pick<Session, 'compute' | 'withFiles'>,
  { files, handle, series, name, info }: OpenStack,
  { params, swept, region: asked, ...chosen }: SweepRequest,
  options: CallOptions,
): Promise<ParameterMap> {
  const { width, height, samples } = planeGeometry(info);
  const part = planePart(info, { ...chosen, region: asked }, name);
  const planes = part.planes.slice(0, MOST_SWEPT_FRAMES);
  requireFrames(name, planes.length);
  if (params.method === 'esrrf' && params.temporal === 'frames') {
    throw new InvalidRequestError(
      'Parameters are scored on images of all frames; choose avg, var or tac2 over time instead of every frame by itself.',
      { parameter: 'temporal' },
    );
  }
  const settings = sweptSettings(swept).map((setting) => ({
    setting,
    params: withSetting(params, setting),
  }));
  const region = scoredPart(
    asked,
    { width, height },
    settings.map((one) => one.params),
  );

  const source = { handle, series, width, height };
  const sample = samples > 1 ? 0 : undefined;
  const windowOf = (frames: number[]): TimeWindow => ({
    planes: frames,
    shifts: [],
    sample,
    outputPlanes: [0],
  });
  const average = await meanOfFrames(files, source, windowOf(planes), region, options);
  const reconstruct = async (own: ReconstructionParams, frames: number[]): Promise<PixelBlock> => {
    let image: PixelBlock | null = null;
    const run: StripRun = {
      session,
      files,
      plan: { source, region },
      params: own,
      take: async (block, _, area) =>
        void (image = area.height === region.height ? block : stacked(image, block)),
      computed: () => undefined,
    };
    await runWindow(run, windowOf(frames), options.signal);
    return image!;
  };
  const halves = [0, 1].map((odd) => planes.filter((_, n) => n % 2 === odd)) as [number[], number[]];

  const scores: Promise<ReconstructionScore>[] = [];
  await session.withFiles(async (scorer) => {
    for (const [n, { setting, params: own }] of settings.entries()) {
      throwIfCancelled(options.signal);
      options.onProgress?.({
        done: n,
        total: settings.length,
        unit: 'settings',
        activity: `${name}: ${settingText(swept, setting)}`,
      });
      const odd = await reconstruct(own, halves[0]);
      const even = await reconstruct(own, halves[1]);
      const whole = isMean(own) ? meanOf([odd, even], halves) : await reconstruct(own, planes);
      await scores.at(-1); // one is scored while the next is reconstructed
      const score = scorer.scoreReconstruction({ odd, even, whole, average }, { signal: options.signal });
      score.catch(() => undefined); // heard where it is awaited
      scores.push(score);
    }
    await scores.at(-1);
  });
  return parameterMap(
    { params, swept, frames: planes.length, region, pixelSizeUm: part.pixelSizeUm },
    await Promise.all(scores),
  );
}

/** Whether the image of all frames is the mean of those of its halves. */
function isMean({ temporal, macroPixelCorrection }: ReconstructionParams): boolean {
  return temporal === 'avg' && !macroPixelCorrection;
}

/** The mean of images, each weighted by the number of its frames. */
function meanOf(images: [PixelBlock, PixelBlock], frames: [number[], number[]]): PixelBlock {
  const all = frames[0].length + frames[1].length;
  const [first, second] = images;
  const data = Float32Array.from(
    first.data,
    (value, i) => (value * frames[0].length + second.data[i]! * frames[1].length) / all,
  );
  return { ...first, data };
}

/** Rows of a reconstruction below those that came before. */
function stacked(above: PixelBlock | null, below: PixelBlock): PixelBlock {
  if (!above) return below;
  const data = new Float32Array(above.data.length + below.data.length);
  data.set(above.data);
  data.set(below.data, above.data.length);
  return { ...below, height: above.height + below.height, data };
}

function requireFrames(name: string, frames: number): void {
  if (frames >= FEWEST_SWEPT_FRAMES) return;
  throw new InvalidRequestError(
    `${name}: parameters are told apart by what reconstructions of the odd and of the even frames have in common, which needs at least ${FEWEST_SWEPT_FRAMES} frames; there ${frames === 1 ? 'is 1' : `are ${frames}`}. Record more frames, or choose parameters by looking at the preview.`,
    { parameter: 'frames' },
  );
}

/** The part without what any of the settings leaves empty along the image's edge. Throws where too little is left. */
function scoredPart(
  { x, y, width, height }: Rectangle,
  image: { width: number; height: number },
  settings: ReconstructionParams[],
): Rectangle {
  const border = Math.max(...settings.map((one) => Math.ceil(borderOf(one) / one.magnification)));
  const [left, top] = [Math.max(x, border), Math.max(y, border)];
  const right = Math.min(x + width, image.width - border);
  const bottom = Math.min(y + height, image.height - border);
  const { magnification } = settings[0]!;
  const least = Math.max(LEAST_INPUT_SIDE, Math.ceil(FRC_LEAST_SIDE / magnification));
  const part = { x: left, y: top, width: right - left, height: bottom - top };
  if (part.width * part.height * magnification ** 2 > MOST_SCORED_PIXELS) {
    const side = Math.floor(Math.sqrt(MOST_SCORED_PIXELS) / magnification);
    throw new InvalidRequestError(
      `Parameters are scored on a part of ${side} x ${side} pixels at most; ${width} x ${height} were asked for. Choose a smaller part.`,
      { parameter: 'region' },
    );
  }
  if (Math.min(part.width, part.height) >= least) return part;
  throw new InvalidRequestError(
    `Scoring parameters needs a part of at least ${least} x ${least} pixels, ${border} pixels from the image's edge. Choose a larger part.`,
    { parameter: 'region' },
  );
}

/** Below this, FRC has too few rings that the input's own pixels have an influence on. */
const LEAST_INPUT_SIDE = 24;
