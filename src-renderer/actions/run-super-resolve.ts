import type { OpenImage } from '../../src-main/contract/app-api';
import { elapsedText } from '../../src-main/contract/time-text';
import { planeGeometry } from '../../src-main/imaging/geometry';
import type { Comparison } from '../state/comparison.svelte';
import type { ImageState } from '../state/image.svelte';
import { superResolveParams, type SuperResolveChoice } from '../state/super-resolve-params';
import type { Workspace } from '../state/workspace.svelte';
import { toPixel } from '../viewer/placement';
import { showResults } from './show-results';

/** Super-resolves an image of a comparison as chosen; see {@link showResults}. */
export async function runSuperResolve(
  workspace: Workspace,
  comparison: Comparison,
  source: ImageState,
  choice: SuperResolveChoice,
): Promise<void> {
  const { api, messages } = workspace;
  const params = superResolveParams(source.open, choice, source.position, lookAt(comparison, source));
  const isDone = await showResults(workspace, comparison, source, {
    title: `Super-resolving ${source.name}`,
    call: (options) => api.superResolve(params, options),
    finished(result) {
      const took = elapsedText((result.origin?.seconds ?? 0) * 1000);
      messages.say('success', `${source.name} super-resolved in ${took}.`);
      const speed = speedOf(result);
      if (speed !== null) workspace.speed = speed;
    },
    again: () => void runSuperResolve(workspace, comparison, source, choice),
  });
  if (isDone && workspace.speed === null) void measureSpeedOnce(workspace);
}

/** Shorter runs tell more of starting than of computing. */
const TELLING_SECONDS = 2;

/** Input pixels per second of the run that computed a result; null where it was too short to tell. */
function speedOf({ origin, info }: OpenImage): number | null {
  if (!origin?.seconds || origin.seconds < TELLING_SECONDS) return null;
  const { width, height } = origin.region;
  const planes = planeGeometry(info).planes * (origin.summedFrames ?? 1);
  return (width * height * planes) / origin.seconds;
}

/** After the first run, while its result is looked at: what the status line tells of the device. */
async function measureSpeedOnce(workspace: Workspace): Promise<void> {
  try {
    const { pixelsPerSecond } = await workspace.api.measureSpeed({ roughly: true });
    workspace.speed ??= pixelsPerSecond;
  } catch (error) {
    workspace.messages.note(`The speed of this computer was not measured: ${(error as Error).message}`);
  }
}

/** The pixel of an image at the centre of the panes, in the plane in front. */
function lookAt(comparison: Comparison, image: ImageState): { plane: number; x: number; y: number } | null {
  const { camera, world, images } = comparison;
  const placement = world.placements[images.indexOf(image)];
  if (!camera || !placement) return null;
  return { plane: image.placeOf(image.channelIndex).plane, ...toPixel(placement, camera) };
}
