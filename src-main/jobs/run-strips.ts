import type { FilesApi } from '../contract/files-api';
import type { PixelBlock, Rectangle } from '../contract/image';
import type { ReconstructionParams, ReconstructionStrip } from '../contract/reconstruction';
import type { PhaseSums } from '../contract/reconstruction-api';
import type { CallOptions } from '../contract/signal';
import { divideByPhaseMeans, joinPhaseSums, phaseSums } from '../imaging/macro-pixels';
import { passesOf } from '../reconstruction/extent';
import { despiteRestarts } from './compute-restarts';
import { pipeline } from './pipeline';
import type { ReconstructionPlan, TimeWindow } from './reconstruction-plan';
import type { Session } from './session';
import { stripsOf } from './strips-of';

/** Frames, and bytes of them, that cross to the process that computes at a time. */
const BATCH_FRAMES = 8;
const BATCH_BYTES = 4 * 2 ** 20;

/** What a window of frames is reconstructed with, and who takes the images. */
export interface StripRun {
  session: Pick<Session, 'compute'>;
  files: Pick<FilesApi, 'readRegion'>;
  plan: Pick<ReconstructionPlan, 'source' | 'region'>;
  params: ReconstructionParams;
  /** Takes rows of a plane of the result, magnified; `area` is in pixels of the input. */
  take(image: PixelBlock, plane: number, area: Rectangle): Promise<void>;
  /** Frames that were computed. */
  computed(frames: number): void;
}

/** How often every frame of a window is reconstructed, in all strips together. */
export function passesOver(run: Pick<StripRun, 'params' | 'plan'>, window: TimeWindow): number {
  const strips = stripsOfWindow(run, window).length;
  const passes = passesOf(run.params);
  const { frame, whole } = correction(run.params, strips);
  return strips * (passes + (frame ? 1 : 0) + (whole === 'survey' ? passes : 0));
}

/** Reconstructs a window of frames strip by strip. */
export async function runWindow(
  run: StripRun,
  window: TimeWindow,
  signal: CallOptions['signal'],
): Promise<void> {
  const strips = stripsOfWindow(run, window);
  const { frame, whole } = correction(run.params, strips.length);
  let phases: PhaseSums[] | null = null;
  if (frame) {
    const parts: PhaseSums[][] = [];
    for (const strip of strips)
      parts.push((await runStrip(run, strip, window, { survey: true }, signal)).phases);
    phases = parts[0]!.map((_, n) => joinPhaseSums(parts.map((part) => part[n]!)));
  }
  const m = run.params.magnification;
  const sumsOf = (image: PixelBlock) => phaseSums(image.data as Float32Array, image.width, m);
  let common: PhaseSums | null = null;
  if (whole === 'survey') {
    const parts: PhaseSums[] = [];
    for (const strip of strips) parts.push(sumsOf((await runStrip(run, strip, window, {}, signal)).image!));
    common = joinPhaseSums(parts);
  }
  for (const strip of strips) {
    const { image } = await runStrip(run, strip, window, { phases, takes: true }, signal);
    if (!image) continue;
    if (whole) divideByPhaseMeans(image.data as Float32Array, image.width, common ?? sumsOf(image));
    await run.take(image, window.outputPlanes[0]!, strip.keep);
  }
}

function stripsOfWindow(
  { params, plan: { source, region } }: Pick<StripRun, 'params' | 'plan'>,
  { planes, shifts }: TimeWindow,
): ReconstructionStrip[] {
  return stripsOf({ params, image: size(source), region, frames: planes.length, shifts });
}

const size = ({ width, height }: { width: number; height: number }) => ({ width, height });

/**
 * What the macro-pixel correction needs beforehand, for its means are over a whole image: those of each reconstructed
 * `frame` (SRRF, and results of every frame), or of the `whole` image of all frames, which is in hand where it is one strip.
 */
function correction(
  { method, temporal, macroPixelCorrection }: ReconstructionParams,
  strips: number,
): { frame: boolean; whole: 'survey' | 'in hand' | null } {
  const frame = macroPixelCorrection && (method === 'srrf' || temporal === 'frames');
  if (!macroPixelCorrection || frame) return { frame, whole: null };
  return { frame, whole: strips > 1 ? 'survey' : 'in hand' };
}

/** How a strip is run: to survey its frames, with what is known of them, and whether images of frames are taken. */
interface Way {
  survey?: boolean;
  phases?: PhaseSums[] | null;
  takes?: boolean;
}

/** What a strip came to. */
interface StripResult {
  image: PixelBlock | null;
  phases: PhaseSums[];
}

/** Runs a strip, anew from its first frame where `compute` was started afresh meanwhile: frames are told of once. */
async function runStrip(
  run: StripRun,
  asked: ReconstructionStrip,
  window: TimeWindow,
  way: Way,
  signal: CallOptions['signal'],
): Promise<StripResult> {
  let told = 0;
  return despiteRestarts(() => {
    let passed = 0;
    const computed = (frames: number): void => {
      passed += frames;
      if (passed <= told) return;
      run.computed(passed - told);
      told = passed;
    };
    return tryStrip({ ...run, computed }, asked, window, way, signal);
  });
}

async function tryStrip(
  { session: { compute }, files, plan, take, computed }: StripRun,
  asked: ReconstructionStrip,
  { planes, shifts, sample, outputPlanes }: TimeWindow,
  { survey = false, phases = null, takes = false }: Way,
  signal: CallOptions['signal'],
): Promise<StripResult> {
  const { handle, series } = plan.source;
  const { block, keep } = asked;
  const together = Math.max(
    1,
    Math.min(BATCH_FRAMES, Math.floor(BATCH_BYTES / (4 * block.width * block.height))),
  );
  const batches: number[][] = [];
  for (let from = 0; from < planes.length; from += together)
    batches.push(planes.slice(from, from + together).map((_, n) => from + n));

  const { strip } = await compute.beginStrip(asked, { signal });
  const surveyed: PhaseSums[] = [];
  try {
    for (let pass = 0; pass < (survey ? 1 : passesOf(asked.params)); pass++) {
      await pipeline(
        batches,
        {
          read: (times) =>
            Promise.all(
              times.map((time) =>
                files.readRegion(
                  {
                    handle,
                    series,
                    region: { plane: planes[time]!, ...block },
                    ...(sample !== undefined && { sample }),
                  },
                  { signal },
                ),
              ),
            ),
          compute: (times, blocks) =>
            compute.addFrames(
              {
                strip,
                blocks,
                shifts: shifts.length > 0 ? times.map((time) => shifts[time]!) : [],
                survey,
                phases: phases && times.map((time) => phases[time]!),
              },
              { signal },
            ),
          pass: async (times, added) => {
            surveyed.push(...added.phases);
            for (const [n, image] of added.images.entries())
              if (takes) await take(image, outputPlanes[times[n]!]!, keep);
            computed(times.length);
          },
        },
        signal,
      );
      await compute.endPass({ strip });
    }
    const image =
      survey || asked.params.temporal === 'frames' ? null : await compute.stripImage({ strip }, { signal });
    return { image, phases: surveyed };
  } finally {
    await compute.endStrip({ strip }).catch(() => undefined); // a process that ended has no strips any more
  }
}
