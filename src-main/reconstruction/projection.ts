import type { ReconstructionParams } from '../contract/reconstruction';
import { Autocorrelation, Covariance, FourthCumulant } from './fluctuations';
import type { Projection } from './projection-kind';

/**
 * The temporal analysis that was chosen, for `frames` frames of `length` values; null where each frame is a result by
 * itself.
 */
export function projectionOf(
  { temporal }: ReconstructionParams,
  length: number,
  frames: number,
): Projection | null {
  switch (temporal) {
    case 'frames':
      return null;
    case 'avg':
      return new Mean(length, frames);
    case 'max':
      return new Maximum(length);
    case 'trppm':
      return new PairwiseProductMean(length, frames);
    case 'trac2':
      return new Autocorrelation(length, frames, 2);
    case 'trac3':
      return new Autocorrelation(length, frames, 3);
    case 'trac4':
      return new FourthCumulant(length, frames);
    case 'var':
      return new Covariance(length, frames, 0);
    case 'tac2':
      return new Covariance(length, frames, 1);
  }
}

/** AVG: the mean over time. */
class Mean implements Projection {
  readonly #sum: Float64Array;

  constructor(
    length: number,
    private readonly frames: number,
  ) {
    this.#sum = new Float64Array(length);
  }

  add(frame: Float32Array): void {
    const sum = this.#sum;
    for (let n = 0; n < sum.length; n++) sum[n]! += frame[n]!;
  }

  endPass(): void {}

  image(): Float32Array {
    return Float32Array.from(this.#sum, (sum) => sum / this.frames);
  }
}

/** MAX: the largest value over time; NaN where no frame has a value. */
class Maximum implements Projection {
  readonly #most: Float32Array;

  constructor(length: number) {
    this.#most = new Float32Array(length).fill(Number.NaN);
  }

  add(frame: Float32Array): void {
    const most = this.#most;
    for (let n = 0; n < most.length; n++) {
      if (frame[n]! > most[n]! || Number.isNaN(most[n]!)) most[n] = frame[n]!;
    }
  }

  endPass(): void {}

  image(): Float32Array {
    return this.#most;
  }
}

/**
 * TRPPM: the mean over all pairs of frames, each with itself included, of the product of their values, negative ones taken
 * as 0: ((sum S)^2 + sum S^2) / (T (T + 1)).
 */
class PairwiseProductMean implements Projection {
  readonly #sum: Float64Array;
  readonly #squares: Float64Array;

  constructor(
    length: number,
    private readonly frames: number,
  ) {
    this.#sum = new Float64Array(length);
    this.#squares = new Float64Array(length);
  }

  add(frame: Float32Array): void {
    for (let n = 0; n < frame.length; n++) {
      const value = Math.max(frame[n]!, 0);
      this.#sum[n]! += value;
      this.#squares[n]! += value * value;
    }
  }

  endPass(): void {}

  image(): Float32Array {
    const pairs = this.frames * (this.frames + 1);
    return Float32Array.from(this.#sum, (sum, n) => (sum * sum + this.#squares[n]!) / pairs);
  }
}
