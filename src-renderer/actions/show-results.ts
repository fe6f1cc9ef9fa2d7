import type { OpenImage, SuperResolveEvent } from '../../src-main/contract/app-api';
import type { Rectangle } from '../../src-main/contract/image';
import type { StreamOptions } from '../../src-main/contract/rpc';
import { Comparison, MOST_IMAGES } from '../state/comparison.svelte';
import type { ImageState } from '../state/image.svelte';
import type { Workspace } from '../state/workspace.svelte';
import { intersection } from '../viewer/rectangles';
import { measureAgreement } from './agreement';

/** Work that computes images of an open one. */
export interface ResultWork {
  /** What the job is called. */
  title: string;
  call(options: StreamOptions<SuperResolveEvent>): Promise<unknown>;
  /** Says that a result is complete. */
  finished(result: OpenImage): void;
  /** Does it once more, after it failed. */
  again(): void;
}

/**
 * Computes results of an image of a comparison. They open beside it, linked, before their first tile, and fill tile by
 * tile; those that were not finished when it failed or was cancelled go again. Answers whether it came to its end.
 */
export async function showResults(
  workspace: Workspace,
  comparison: Comparison,
  source: ImageState,
  work: ResultWork,
): Promise<boolean> {
  const { jobs, messages } = workspace;
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
    work.finished(result);
    const member = place.members.find((one) => one.image === image);
    if (member && place.target) void measureAgreement(workspace, place, member);
  };

  try {
    const ended = await jobs.run(
      work.title,
      async (options) => {
        await work.call({ ...options, onEvent });
        return true;
      },
      comparison.id,
    );
    return ended ?? false;
  } catch (error) {
    messages.fail(error, [{ label: 'Try again', run: () => work.again() }]);
    return false;
  } finally {
    for (const image of unfinished.values()) forget(workspace, image);
    // What was said of a result that is no more stays in the log alone.
    if (unfinished.size > 0) notices.forEach((notice) => messages.close(notice));
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

/** Lets go of a result that the application has given up. */
function forget(workspace: Workspace, image: ImageState): void {
  for (const tab of workspace.tabs.list) if (tab instanceof Comparison) tab.remove(image);
  const kept = new Map(workspace.images);
  kept.delete(image.id);
  workspace.images = kept;
}
