/** What a stream of random numbers is for: streams of other purposes are independent of one another. */
export type Purpose = 'split' | 'order' | 'place' | 'augmentation' | 'weights';

const PURPOSES: Record<Purpose, number> = { split: 1, order: 2, place: 3, augmentation: 4, weights: 5 };

const ROUNDS = 10;

/** The low and the high half of a product of two 32-bit integers. */
function product(a: number, b: number): [low: number, high: number] {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return [Math.imul(a, b) >>> 0, aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(cross / 65536)];
}

/** Four words of 32 bits, as two in each of which either is a counter or a random number. */
export type Words = [number, number, number, number];

/**
 * Philox 4x32-10 (Salmon et al., SC 2011): four random words that depend on the counter and the key alone. There is no
 * state to keep: a run that is resumed asks for the number it needs.
 */
export function philox(counter: Words, key: [number, number]): Words {
  let [a, b, c, d] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const [low0, high0] = product(0xd2511f53, a);
    const [low1, high1] = product(0xcd9e8d57, c);
    [a, b, c, d] = [(high1 ^ b ^ k0) >>> 0, low1, (high0 ^ d ^ k1) >>> 0, low0];
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [a, b, c, d];
}

/** Random numbers that depend on a seed, a purpose, an epoch and an index alone, in their order. */
export class RandomStream {
  #block = 0;
  #words: number[] = [];
  readonly #key: [number, number];

  /** @param seed, epoch, index Integers from 0 to 2^32 - 1. */
  constructor(
    seed: number,
    purpose: Purpose,
    private readonly epoch = 0,
    private readonly index = 0,
  ) {
    this.#key = [seed >>> 0, PURPOSES[purpose]];
  }

  /** An integer from 0 to 2^32 - 1. */
  word(): number {
    if (this.#words.length === 0) {
      this.#words = philox([this.#block++, 0, this.index >>> 0, this.epoch >>> 0], this.#key).reverse();
    }
    return this.#words.pop()!;
  }

  /** A number of 53 bits in [0, 1). */
  uniform(): number {
    const high = this.word() >>> 5;
    return (high * 2 ** 26 + (this.word() >>> 6)) / 2 ** 53;
  }

  /** Normally distributed, mean 0 and standard deviation 1 (Box and Muller 1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log((this.word() + 1) / 2 ** 32));
    return radius * Math.cos((2 * Math.PI * this.word()) / 2 ** 32);
  }

  /** An integer from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Puts the entries in a random order, in place (Fisher and Yates). */
  shuffle<Entries extends { length: number; [at: number]: unknown }>(entries: Entries): Entries {
    for (let last = entries.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const kept = entries[last];
      entries[last] = entries[other];
      entries[other] = kept;
    }
    return entries;
  }
}
