import { complexGrid, powerOfTwoFrom, transform, type ComplexGrid } from '../../imaging/fft';
import {
  bandWeight,
  correlationPeak,
  writeMiddle,
  type RegistrationShift,
} from '../../imaging/measures/phase-correlation';
import type { Plane } from '../../imaging/plane';

/** The middle of larger images is looked at: more pixels find no drift more accurately than it has to be known. */
const LARGEST_SIDE = 512;
/** Frequencies beyond this, in cycles a pixel, count less than a hundredth. */
const HIGHEST = 0.36;

/** Low frequencies of an image, half of them: those of a real image repeat in the other half. Row-major. */
export interface Spectrum {
  real: Float32Array;
  imaginary: Float32Array;
}

/** What tells where the content of an image of one size lies: the frequencies that phase correlation looks at. */
export class PlaceBand {
  readonly #wide: number;
  readonly #high: number;
  readonly #grid: ComplexGrid;
  /** Frequencies are 0 to `#across` and, in rows, -`#down` to `#down`. */
  readonly #across: number;
  readonly #down: number;
  /** Values of a spectrum. */
  readonly length: number;

  constructor({ width, height }: { width: number; height: number }) {
    this.#wide = Math.min(width, LARGEST_SIDE);
    this.#high = Math.min(height, LARGEST_SIDE);
    this.#grid = complexGrid(powerOfTwoFrom(this.#wide), powerOfTwoFrom(this.#high));
    this.#across = Math.floor(HIGHEST * this.#grid.width);
    this.#down = Math.floor(HIGHEST * this.#grid.height);
    this.length = (this.#across + 1) * (2 * this.#down + 1);
  }

  /** The spectrum of the middle of an image, faded at its borders. */
  spectrumOf(plane: Plane): Spectrum {
    const { width, real, imaginary } = this.#grid;
    real.fill(0);
    imaginary.fill(0);
    writeMiddle(plane, this.#wide, this.#high, real, width);
    transform(this.#grid);
    const spectrum = this.empty();
    this.#each((at, u, v) => {
      const from = this.#row(v) * width + u;
      spectrum.real[at] = real[from]!;
      spectrum.imaginary[at] = imaginary[from]!;
    });
    return spectrum;
  }

  empty(): Spectrum {
    return { real: new Float32Array(this.length), imaginary: new Float32Array(this.length) };
  }

  /**
   * How far the content of `moved` lies from that of `reference`, up to a quarter of a side. `coherence`: the mean cosine
   * of what remains between their phases; 1 where they differ by the shift alone.
   */
  shift(reference: Spectrum, moved: Spectrum): RegistrationShift & { coherence: number } {
    const { width, height, real, imaginary } = this.#grid;
    real.fill(0);
    imaginary.fill(0);
    let weights = 0;
    this.#each((at, u, v) => {
      const [aRe, aIm] = [reference.real[at]!, reference.imaginary[at]!];
      const [bRe, bIm] = [moved.real[at]!, moved.imaginary[at]!];
      const [re, im] = [aRe * bRe + aIm * bIm, aRe * bIm - aIm * bRe];
      const size = Math.hypot(re, im);
      if (!(size > 0)) return;
      // Only the real part of the correlation is wanted, so half of the frequencies will do.
      const weight = (u === 0 ? 1 : 2) * bandWeight(u / width, v / height);
      const to = this.#row(v) * width + u;
      real[to] = (re * weight) / size;
      imaginary[to] = (im * weight) / size;
      weights += weight;
    });
    transform(this.#grid, true);
    const peak = correlationPeak(this.#grid, Math.floor(this.#wide / 4), Math.floor(this.#high / 4));
    return { ...peak, coherence: weights > 0 ? (peak.height * real.length) / weights : 0 };
  }

  /** Adds a spectrum to another, its content moved back by a shift; with `times` -1 takes away what was added so. */
  addMovedBack(
    sum: Spectrum,
    { real, imaginary }: Spectrum,
    { x, y }: { x: number; y: number },
    times: number,
  ): void {
    const { width, height } = this.#grid;
    const turn = (shift: number, side: number, k: number) => (2 * Math.PI * shift * k) / side;
    const across = Array.from({ length: this.#across + 1 }, (_, u) => {
      const angle = turn(x, width, u);
      return [Math.cos(angle), Math.sin(angle)] as const;
    });
    let [cosine, sine, row] = [1, 0, Infinity];
    this.#each((at, u, v) => {
      if (v !== row) [cosine, sine, row] = [Math.cos(turn(y, height, v)), Math.sin(turn(y, height, v)), v];
      const [c, s] = across[u]!;
      const [re, im] = [cosine * c - sine * s, sine * c + cosine * s];
      sum.real[at]! += times * (real[at]! * re - imaginary[at]! * im);
      sum.imaginary[at]! += times * (real[at]! * im + imaginary[at]! * re);
    });
  }

  #row(v: number): number {
    return v < 0 ? v + this.#grid.height : v;
  }

  #each(visit: (at: number, u: number, v: number) => void): void {
    let at = 0;
    for (let v = -this.#down; v <= this.#down; v++) {
      for (let u = 0; u <= this.#across; u++) visit(at++, u, v);
    }
  }
}
