/** What a stream of random numbers is for: streams of other purposes are independent of one another. */
export type Purpose = keyof typeof PURPOSES;

const PURPOSES = {
  split: 1,
  order: 2,
  place: 3,
  augmentation: 4,
  weights: 5,
  sample: 6,
  surroundings: 7,
  emission: 8,
  bleaching: 9,
  drift: 10,
  noise: 11,
  camera: 12,
  localisations: 13,
};

const ROUNDS = 10;

/** The high half of a product of two 32-bit integers. */
function highHalf(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (cross >>> 16)) >>> 0;
}

/** Four words of 32 bits, as two in each of which either is a counter or a random number. */
export type Words = [number, number, number, number];

/**
 * Philox 4x32-10 (Salmon et al., SC 2011): four random words that depend on the counter and the key alone. There is no
 * state to keep: a run that is resumed asks for the number it needs.
 */
export function philox([a, b, c, d]: Words, [k0, k1]: [number, number]): Words {
  const words = new Uint32Array(4);
  philoxInto(words, a, b, c, d, k0, k1);
  return [words[0]!, words[1]!, words[2]!, words[3]!];
}

function philoxInto(
  words: Uint32Array,
  a: number,
  b: number,
  c: number,
  d: number,
  k0: number,
  k1: number,
): void {
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = highHalf(0xd2511f53, a);
    const high1 = highHalf(0xcd9e8d57, c);
    const low0 = Math.imul(0xd2511f53, a);
    const low1 = Math.imul(0xcd9e8d57, c);
    a = (high1 ^ b ^ k0) >>> 0;
    b = low1 >>> 0;
    c = (high0 ^ d ^ k1) >>> 0;
    d = low0 >>> 0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  words[0] = a;
  words[1] = b;
  words[2] = c;
  words[3] = d;
}

/**
 * Random numbers that depend on a seed, a purpose and two indices alone, in their order: of training an epoch and a place
 * in it, of a simulation a field and a frame.
 */
export class RandomStream {
  #block = 0;
  #next = 4;
  readonly #words = new Uint32Array(4);
  readonly #seed: number;
  readonly #purpose: number;
  readonly #index: number;
  readonly #epoch: number;

  /** @param seed, epoch, index Integers from 0 to 2^32 - 1. */
  constructor(seed: number, purpose: Purpose, epoch = 0, index = 0) {
    this.#seed = seed >>> 0;
    this.#purpose = PURPOSES[purpose];
    this.#epoch = epoch >>> 0;
    this.#index = index >>> 0;
  }

  /** An integer from 0 to 2^32 - 1. */
  word(): number {
    if (this.#next === 4) {
      philoxInto(this.#words, this.#block++, 0, this.#index, this.#epoch, this.#seed, this.#purpose);
      this.#next = 0;
    }
    return this.#words[this.#next++]!;
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
