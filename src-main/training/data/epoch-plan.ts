import type { Patches } from '../../contract/training-config';
import { RandomStream } from '../../imaging/random';
import { sliceStarts } from './slices';

/** A patch: which training frame, and its upper left corner there, input pixels. */
export interface PatchPlace {
  frame: number;
  x: number;
  y: number;
}

/** Orders kept: of the epoch under way and of the next one, whose first batches are made ahead. */
const ORDERS_KEPT = 2;

/**
 * Which patches make up each batch. An epoch holds every slice of every frame once (or `perImage` random squares of
 * each), in an order that depends on seed and epoch alone: any step of any epoch can be asked for at once, which is how
 * a resumed run goes on. A last batch that is not full is filled up from the beginning of the epoch's order, so that all
 * batches have one size and no patch is left out.
 */
export class EpochPlan {
  /** Patches of an epoch. */
  readonly count: number;
  readonly stepsPerEpoch: number;
  /** Of each frame the number of its first patch; then the number of all. */
  readonly #first: Float64Array;
  readonly #orders = new Map<number, Uint32Array>();

  /** @param sizes Of the training frames; none is smaller than the patches. */
  constructor(
    private readonly sizes: readonly { width: number; height: number }[],
    private readonly patches: Patches & { side: number },
    private readonly batch: number,
    private readonly seed: number,
  ) {
    const { side } = patches;
    this.#first = new Float64Array(sizes.length + 1);
    for (const [frame, { width, height }] of sizes.entries()) {
      const count =
        patches.kind === 'random' ? patches.perImage : Math.ceil(width / side) * Math.ceil(height / side);
      this.#first[frame + 1] = this.#first[frame]! + count;
    }
    this.count = this.#first[sizes.length]!;
    this.stepsPerEpoch = Math.ceil(this.count / batch);
  }

  /** The patches of a step (from 0) of an epoch (from 1). */
  places(epoch: number, step: number): PatchPlace[] {
    const order = this.#order(epoch);
    return Array.from({ length: this.batch }, (_, i) =>
      this.#place(epoch, order[(step * this.batch + i) % this.count]!),
    );
  }

  #place(epoch: number, patch: number): PatchPlace {
    const frame = this.#frameOf(patch);
    const { width, height } = this.sizes[frame]!;
    const { side } = this.patches;
    if (this.patches.kind === 'random') {
      const random = new RandomStream(this.seed, 'place', epoch, patch);
      return { frame, x: random.below(width - side + 1), y: random.below(height - side + 1) };
    }
    const columns = sliceStarts(width, side);
    const within = patch - this.#first[frame]!;
    return {
      frame,
      x: columns[within % columns.length]!,
      y: sliceStarts(height, side)[Math.floor(within / columns.length)]!,
    };
  }

  /** The last frame whose first patch is no later than this one. */
  #frameOf(patch: number): number {
    let [low, high] = [0, this.sizes.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#first[middle]! <= patch) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #order(epoch: number): Uint32Array {
    const kept = this.#orders.get(epoch);
    if (kept) return kept;
    const order = Uint32Array.from({ length: this.count }, (_, i) => i);
    new RandomStream(this.seed, 'order', epoch).shuffle(order);
    this.#orders.set(epoch, order);
    if (this.#orders.size > ORDERS_KEPT) this.#orders.delete(Math.min(...this.#orders.keys()));
    return order;
  }
}
