import type { OpenImage, SuperResolveEvent } from '../../src-main/contract/app-api';
import type { Rectangle } from '../../src-main/contract/image';
import { elapsedText } from '../../src-main/contract/time-text';
import { planeGeometry } from '../../src-main/imaging/geometry';
import { Comparison, MOST_IMAGES } from '../state/comparison.svelte';
import type { ImageState } from '../state/image.svelte';
import { superResolveParams, type SuperResolveChoice } from '../state/super-resolve-params';
import type { Workspace } from '../state/workspace.svelte';
import { toPixel } from '../viewer/placement';
import { intersection } from '../viewer/rectangles';
import { measureAgreement } from './agreement';

/**
 * Super-resolves an image of a comparison as chosen. Results open beside it, linked, before their first tile, and fill
 * tile by tile; those that were not finished when it failed or was cancelled go again.
 */
export async function runSuperResolve(
  workspace: Workspace,
  comparison: Comparison,
  source: ImageState,
  choice: SuperResolveChoice,
): Promise<void> {
  const { api, jobs, messages } = workspace;
  const unfinished = new Map<number, ImageState>();
  const notices: number[] = [];
  let place = comparison;

  const begin = (event: SuperResolveEvent & { kind: 'begun' }): void => {
    const image = workspace.adopt(event.result);
    image.tiles = { done: [], computing: [] };
    lookAlike(source, image);
    unfinished.set(image.id, image);
    goWhere(source, image);
    if (place.members.length >= MOST_IMAGES) place = workspace.compare([source]);
    place.add(image, 'result');
  };
  const onEvent = (event: SuperResolveEvent): void => {
    if (event.kind === 'begun') return begin(event);
    if (event.kind === 'notice') return void notices.push(messages.say('info', event.sentence).id);
    if (event.kind === 'finished') {
      const image = unfinished.get(event.result.image);
      unfinished.delete(event.result.image);
      if (image) finish(image, event);
      return;
    }
    const image = unfinished.get(event.image);
    if (image) arrive(image, event);
  };
  const finish = (image: ImageState, { result }: SuperResolveEvent & { kind: 'finished' }): void => {
    image.update(result);
    image.tiles = null;
    image.revision++;
    messages.say(
      'success',
      `${source.name} super-resolved in ${elapsedText((result.origin?.seconds ?? 0) * 1000)}.`,
    );
    const speed = speedOf(result);
    if (speed !== null) workspace.speed = speed;
    const member = place.members.find((one) => one.image === image);
    if (member && place.target) void measureAgreement(workspace, place, member);
  };

  const params = superResolveParams(source.open, choice, source.position, lookAt(comparison, source));
  try {
    const finished = await jobs.run(
      `Super-resolving ${source.name}`,
      (options) => api.superResolve(params, { ...options, onEvent }),
      comparison.id,
    );
    if (finished && workspace.speed === null) void measureSpeedOnce(workspace);
  } catch (error) {
    const again = () => void runSuperResolve(workspace, comparison, source, choice);
    messages.fail(error, [{ label: 'Try again', run: again }]);
  } finally {
    for (const image of unfinished.values()) forget(workspace, image);
    // What was said of a result that is no more stays in the log alone.
    if (unfinished.size > 0) notices.forEach((notice) => messages.close(notice));
  }
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

/** A tile is at work, or is there. */
function arrive(
  image: ImageState,
  { kind, plane, tile }: { kind: 'computing' | 'done'; plane: number; tile: Rectangle },
): void {
  if (!image.tiles) return;
  const { done, computing } = image.tiles;
  // What it lies over was begun before the work went on with smaller tiles.
  const others = computing.filter((one) => one.plane !== plane || intersection(one.tile, tile) === null);
  if (kind === 'done') done.push({ plane, tile }); // in place: a long stack has very many tiles
  image.tiles = { done, computing: kind === 'done' ? others : [...others, { plane, tile }] };
}

/** Shows a result of composite channels as its source is shown: in the colours of the channels, which tell them apart. */
function lookAlike(source: ImageState, result: ImageState): void {
  result.composite = source.composite && result.channels.length > 1;
  if (!result.composite) return;
  for (const [i, channel] of result.channels.entries()) {
    const same = source.channels.find(({ name }) => name === channel.name) ?? source.channels[i];
    if (same) [channel.lutName, channel.lut, channel.visible] = [same.lutName, same.lut, same.visible];
  }
}

/** Goes to the place of the stack, in a result, that is in front in its source. */
function goWhere(source: ImageState, result: ImageState): void {
  result.geometry.leading.forEach(({ axis, length }, at) => {
    const from = source.geometry.leading.findIndex((entry) => entry.axis === axis);
    if (from >= 0 && source.geometry.leading[from]!.length === length)
      result.goTo(at, source.position[from]!);
  });
}

/** The pixel of an image at the centre of the panes, in the plane in front. */
function lookAt(comparison: Comparison, image: ImageState): { plane: number; x: number; y: number } | null {
  const { camera, world, images } = comparison;
  const placement = world.placements[images.indexOf(image)];
  if (!camera || !placement) return null;
  return { plane: image.placeOf(image.channelIndex).plane, ...toPixel(placement, camera) };
}

/** Lets go of a result that the application has given up. */
function forget(workspace: Workspace, image: ImageState): void {
  for (const tab of workspace.tabs.list) if (tab instanceof Comparison) tab.remove(image);
  const kept = new Map(workspace.images);
  kept.delete(image.id);
  workspace.images = kept;
}
