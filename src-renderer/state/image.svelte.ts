import type { OpenImage } from '../../src-main/contract/app-api';
import type { Rectangle } from '../../src-main/contract/image';
import { planeGeometry, planeIndex } from '../../src-main/imaging/geometry';
import { namedLut, type Lut } from '../../src-main/imaging/lut';

/** How one channel (an index on the C axis, or an interleaved sample) is shown. */
export class ChannelDisplay {
  readonly name: string;
  visible = $state(true);
  /** "File" for the table that came with the image. */
  lutName = $state('Grays');
  lut = $state.raw<Lut>(namedLut('Grays'));
  /** Limits in stored values; null until they were measured. */
  range = $state.raw<{ min: number; max: number } | null>(null);

  constructor(name: string) {
    this.name = name;
  }
}

/** The tiles of a result that is being computed. */
export interface TilesSoFar {
  done: { plane: number; tile: Rectangle }[];
  computing: { plane: number; tile: Rectangle }[];
}

/** An open image in the window: what it is, where in the stack one looks, and how it is shown. */
export class ImageState {
  /** Its number in the application. */
  readonly id: number;
  #open = $state.raw<OpenImage>()!;
  /** The index on each leading axis, from 0. */
  position = $state<number[]>([]);
  channels = $state<ChannelDisplay[]>([]);
  composite = $state(false);
  /** Non-null while the image is being computed. */
  tiles = $state.raw<TilesSoFar | null>(null);
  /** Counts up when pixels changed: what was read before is read again. */
  revision = $state(0);

  constructor(open: OpenImage) {
    this.id = open.image;
    this.#open = open;
    const { leading, samples } = this.geometry;
    this.position = leading.map(() => 0);
    const channelAxis = leading.find(({ axis }) => axis === 'C');
    const count = channelAxis?.length ?? samples;
    this.channels = Array.from({ length: count }, (_, i) => {
      const fromFile = open.info.channels[i];
      const channel = new ChannelDisplay(fromFile?.name ?? `Channel ${i + 1}`);
      channel.range = fromFile?.displayRange ?? null;
      if (samples > 1) setLut(channel, RGB[i] ?? 'Grays');
      else if (fromFile?.lut) [channel.lutName, channel.lut] = ['File', fromFile.lut];
      else if (open.origin) setLut(channel, 'Orange hot');
      return channel;
    });
    this.composite = samples > 1;
  }

  get open(): OpenImage {
    return this.#open;
  }

  /** The image as it is now: saved under another name, or complete. */
  update(open: OpenImage): void {
    this.#open = open;
  }

  readonly geometry = $derived.by(() => planeGeometry(this.#open.info));
  readonly name = $derived.by(() => this.#open.name);
  /** Which leading axis counts channels; -1 where none does. */
  readonly channelAxis = $derived(this.geometry.leading.findIndex(({ axis }) => axis === 'C'));
  /** The channel in front: the position on the C axis; of interleaved samples the first. */
  readonly channelIndex = $derived(this.channelAxis < 0 ? 0 : this.position[this.channelAxis]!);
  readonly channel = $derived(this.channels[this.channelIndex]!);
  readonly isUnsaved = $derived.by(() => this.#open.path === null);

  /** The plane and sample that hold a channel, at the present position or another. */
  placeOf(channel: number, position: readonly number[] = this.position): { plane: number; sample?: number } {
    const { leading, samples } = this.geometry;
    const at = position.map((index, axis) => (axis === this.channelAxis ? channel : index));
    const plane = planeIndex(at, leading);
    return samples > 1 ? { plane, sample: channel } : { plane };
  }

  /** The channels that are drawn. */
  readonly drawn = $derived.by(() =>
    this.composite ? this.channels.flatMap(({ visible }, i) => (visible ? [i] : [])) : [this.channelIndex],
  );

  /** Goes to an index on an axis, kept inside the stack. */
  goTo(axis: number, index: number): void {
    const length = this.geometry.leading[axis]?.length;
    if (length !== undefined) this.position[axis] = Math.min(length - 1, Math.max(0, index));
  }
}

/** The colours of interleaved samples. */
const RGB = ['Red', 'Green', 'Blue'] as const;

/** Shows a channel with a table by name. */
export function setLut(channel: ChannelDisplay, name: Parameters<typeof namedLut>[0]): void {
  channel.lutName = name;
  channel.lut = namedLut(name);
}
