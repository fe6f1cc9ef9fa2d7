import type { Projection } from './projection-kind';

/** What needs the mean over time first: its second pass hears of d_t = S_t - mean, and of those just before. */
abstract class OfFluctuations implements Projection {
  readonly #sum: Float64Array;
  readonly #recent: Float32Array[];
  #isMeanKnown = false;
  #time = 0;

  /** @param depth Fluctuations that are looked at together. */
  constructor(
    protected readonly length: number,
    protected readonly frames: number,
    private readonly depth: number,
  ) {
    this.#sum = new Float64Array(length);
    this.#recent = Array.from({ length: depth }, () => new Float32Array(length));
  }

  /** Hears of d_{t-depth+1} to d_t, in this order. */
  protected abstract addFluctuations(recent: readonly Float32Array[], time: number): void;
  abstract image(): Float32Array;

  add(frame: Float32Array): void {
    if (!this.#isMeanKnown) {
      for (let n = 0; n < this.length; n++) this.#sum[n]! += frame[n]!;
      return;
    }
    const newest = this.#recent.shift()!;
    this.#recent.push(newest);
    for (let n = 0; n < this.length; n++) newest[n] = frame[n]! - this.#sum[n]! / this.frames;
    if (this.#time >= this.depth - 1) this.addFluctuations(this.#recent, this.#time);
    this.#time++;
  }

  endPass(): void {
    this.#isMeanKnown = true;
  }
}

/**
 * TRAC2 and TRAC3: |sum of d_t d_{t+1} (d_{t+2})| / T. As NanoJ and NanoPyx have it, the last frame takes no part in the
 * products, and T divides the sum.
 */
export class Autocorrelation extends OfFluctuations {
  readonly #sum: Float64Array;

  constructor(length: number, frames: number, order: 2 | 3) {
    super(length, frames, order);
    this.#sum = new Float64Array(length);
  }

  protected addFluctuations([a, b, c]: readonly Float32Array[], time: number): void {
    if (time > this.frames - 2) return;
    const sum = this.#sum;
    if (c) for (let n = 0; n < sum.length; n++) sum[n]! += a![n]! * b![n]! * c[n]!;
    else for (let n = 0; n < sum.length; n++) sum[n]! += a![n]! * b![n]!;
  }

  image(): Float32Array {
    return Float32Array.from(this.#sum, (sum) => Math.abs(sum) / this.frames);
  }
}

/**
 * TRAC4: |A - B1 B2 - B3 B4 - B5 B6| / T, where A is the sum of d_t d_{t+1} d_{t+2} d_{t+3} and the B are sums of the
 * products of its pairs. As NanoJ and NanoPyx have it: products of sums are taken from a sum, and the last frame takes no
 * part.
 */
export class FourthCumulant extends OfFluctuations {
  readonly #fourfold: Float64Array;
  /** Sums of ab, cd, ac, bd, ad, bc. */
  readonly #pairs: Float64Array[];

  constructor(length: number, frames: number) {
    super(length, frames, 4);
    this.#fourfold = new Float64Array(length);
    this.#pairs = Array.from({ length: 6 }, () => new Float64Array(length));
  }

  protected addFluctuations(recent: readonly Float32Array[], time: number): void {
    if (time > this.frames - 2) return;
    const [first, second, third, fourth] = recent as [Float32Array, Float32Array, Float32Array, Float32Array];
    const [ab, cd, ac, bd, ad, bc] = this.#pairs as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let n = 0; n < this.length; n++) {
      const [a, b, c, d] = [first[n]!, second[n]!, third[n]!, fourth[n]!];
      this.#fourfold[n]! += a * b * c * d;
      ab[n]! += a * b;
      cd[n]! += c * d;
      ac[n]! += a * c;
      bd[n]! += b * d;
      ad[n]! += a * d;
      bc[n]! += b * c;
    }
  }

  image(): Float32Array {
    const product = (n: number, i: number) => this.#pairs[i]![n]! * this.#pairs[i + 1]![n]!;
    return Float32Array.from(
      this.#fourfold,
      (sum, n) => Math.abs(sum - product(n, 0) - product(n, 2) - product(n, 4)) / this.frames,
    );
  }
}

/** VAR (lag 0): (1/T) sum d_t^2. TAC2 (lag 1): (1/(T-1)) sum d_t d_{t+1}, which may be negative. */
export class Covariance extends OfFluctuations {
  readonly #sum: Float64Array;

  constructor(
    length: number,
    frames: number,
    private readonly lag: 0 | 1,
  ) {
    super(length, frames, lag + 1);
    this.#sum = new Float64Array(length);
  }

  protected addFluctuations(recent: readonly Float32Array[]): void {
    const earlier = recent[0]!;
    const later = recent[this.lag]!;
    for (let n = 0; n < this.length; n++) this.#sum[n]! += earlier[n]! * later[n]!;
  }

  image(): Float32Array {
    return Float32Array.from(this.#sum, (sum) => sum / (this.frames - this.lag));
  }
}
