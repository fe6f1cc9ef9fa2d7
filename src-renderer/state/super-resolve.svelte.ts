import type { Rectangle } from '../../src-main/contract/image';
import { MOST_IMAGES, type Comparison } from './comparison.svelte';
import type { ImageState } from './image.svelte';
import { wholePixels } from './measure';
import { axesToChoose, refusal, type SuperResolveChoice } from './super-resolve-params';

/** Side of the slices that the authors published with. */
const PUBLISHED_SLICE = 128;

/** What a person is choosing before an image is super-resolved. */
export class SuperResolveOptions {
  readonly image: ImageState;
  /** The rectangle that is selected on the image, in its pixels. */
  readonly selection: Rectangle | null;
  /** How many results the comparison has room for. */
  readonly room: number;
  models = $state.raw<readonly string[]>([]);
  isByChannel = $state(false);
  channelModels = $state.raw<readonly (string | null)[]>([]);
  part = $state<'whole' | 'selection'>('whole');
  onlyHere = $state.raw<readonly string[]>([]);
  isSliced = $state(false);
  sliceSide = $state(PUBLISHED_SLICE);
  range = $state<'as-is' | 'matched'>('as-is');
  isEachFrame = $state(false);

  /** @param model The one to begin with, where one is known. */
  constructor(comparison: Comparison, image: ImageState, model: string | null) {
    this.image = image;
    this.selection = selectionOn(comparison, image);
    this.room = Math.max(1, MOST_IMAGES - comparison.members.length);
    this.models = model === null ? [] : [model];
    this.channelModels = this.ownChannels.map(() => model);
  }

  /** Channels that may have a model each; none where colours are interleaved. */
  get ownChannels(): string[] {
    return this.image.channelAxis < 0 ? [] : this.image.channels.map(({ name }) => name);
  }

  readonly axes = $derived.by(() =>
    axesToChoose(this.image.open.info).filter(
      ({ parameter }) => !this.isByChannel || parameter !== 'channels',
    ),
  );

  readonly choice = $derived.by((): SuperResolveChoice => ({
    models: this.models,
    channelModels: this.isByChannel ? this.channelModels : null,
    region: this.part === 'selection' ? this.selection : null,
    onlyHere: this.onlyHere,
    slices: this.isSliced ? this.sliceSide : null,
    range: this.range,
    isEachFrame: this.isEachFrame,
  }));

  /** Why it cannot be computed as chosen; null where it can. */
  readonly refusal = $derived(refusal(this.choice));

  /** Names of the models that are chosen, however they are. */
  readonly chosen = $derived.by((): readonly string[] =>
    this.isByChannel ? this.channelModels.flatMap((model) => model ?? []) : this.models,
  );

  /** Takes a model among those whose results are compared, or leaves it out. */
  take(model: string, isTaken: boolean): void {
    this.models = isTaken ? [...this.models, model] : this.models.filter((other) => other !== model);
  }

  setChannelModel(channel: number, model: string | null): void {
    this.channelModels = this.channelModels.map((other, i) => (i === channel ? model : other));
  }

  /** Computes only the index in front of an axis, or all of it. */
  setOnlyHere(axis: string, isOnly: boolean): void {
    const others = this.onlyHere.filter((other) => other !== axis);
    this.onlyHere = isOnly ? [...others, axis] : others;
  }
}

/** The image that is meant by "super-resolve": the one in front, or of a result or target the one it belongs to. */
export function imageToCompute(comparison: Comparison): ImageState | null {
  const { active, members } = comparison;
  if (!active) return null;
  const source = members.find(({ image }) => image.id === active.image.open.origin?.source);
  if (source) return source.image;
  if (active.role !== 'target') return active.image;
  return members.find(({ role }) => role === 'input')?.image ?? active.image;
}

/** The whole pixels of an image below the rectangle that is selected, or that was drawn last. */
export function selectionOn(comparison: Comparison, image: ImageState): Rectangle | null {
  const { selected, rois, images, world } = comparison;
  const rectangle =
    selected?.kind === 'rectangle' ? selected : rois.filter((roi) => roi.kind === 'rectangle').at(-1);
  const placement = world.placements[images.indexOf(image)];
  if (rectangle?.kind !== 'rectangle' || !placement) return null;
  return wholePixels(rectangle, placement, image.geometry);
}
