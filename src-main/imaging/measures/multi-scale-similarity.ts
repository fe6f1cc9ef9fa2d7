import { GaussianSimilarity } from './gaussian-similarity';
import type { SsimOptions } from './ssim-accumulator';
import { GAUSSIAN_WINDOW, SCALE_WEIGHTS } from './ssim-constants';

/** The shorter side of a plane must hold the window at the coarsest scale. */
export const MS_SSIM_LEAST_SIDE = GAUSSIAN_WINDOW.taps * 2 ** (SCALE_WEIGHTS.length - 1);

/**
 * SSIM with the Gaussian window, and multi-scale SSIM (Wang, Simoncelli and Bovik 2003), of two planes of one size, row by
 * row in bounded memory: contrast and structure at five scales and luminance at the coarsest, each to the power of its
 * weight. A scale is the one before averaged over 2 x 2 pixels; the last of an odd number of rows or columns stands alone.
 * A mean below 0 counts as 0.
 */
export class MultiScaleSimilarity {
  readonly #scales: Scale[];

  /** Throws RangeError for planes whose shorter side is below {@link MS_SSIM_LEAST_SIDE}. */
  constructor(options: SsimOptions & { height: number }) {
    if (Math.min(options.width, options.height) < MS_SSIM_LEAST_SIDE) {
      throw new RangeError(`MS-SSIM needs ${MS_SSIM_LEAST_SIDE} x ${MS_SSIM_LEAST_SIDE} pixels.`);
    }
    this.#scales = [];
    let [width, height] = [options.width, options.height];
    for (const _ of SCALE_WEIGHTS) {
      const scale = new Scale({ ...options, width, height });
      this.#scales.at(-1)?.feed(scale);
      this.#scales.push(scale);
      [width, height] = [Math.ceil(width / 2), Math.ceil(height / 2)];
    }
  }

  /** Adds whole rows, from top to bottom. */
  add(image: ArrayLike<number>, reference: ArrayLike<number>): void {
    this.#scales[0]!.add(image, reference);
  }

  /** SSIM at the finest scale under each map, and MS-SSIM. Of use when all rows were added. */
  means(): { ssim: number; msSsim: number }[] {
    const scales = this.#scales.map((scale) => scale.similarity.means());
    return scales[0]!.map(({ ssim }, map) => {
      const factors = scales.map((means, at) => {
        const { ssim: whole, contrast } = means[map]!;
        return Math.max(0, at === scales.length - 1 ? whole : contrast) ** SCALE_WEIGHTS[at]!;
      });
      return { ssim, msSsim: factors.reduce((product, factor) => product * factor, 1) };
    });
  }
}

/** One scale: it measures its rows, and hands the means of each two to the next. */
class Scale {
  readonly similarity: GaussianSimilarity;
  #next: Scale | null = null;
  /** The row that waits for its second, of image and reference, as sums over two columns. */
  readonly #image: Float64Array;
  readonly #reference: Float64Array;
  #rowCount = 0;

  constructor(readonly options: SsimOptions & { height: number }) {
    this.similarity = new GaussianSimilarity(options);
    this.#image = new Float64Array(Math.ceil(options.width / 2));
    this.#reference = new Float64Array(Math.ceil(options.width / 2));
  }

  feed(next: Scale): void {
    this.#next = next;
  }

  add(image: ArrayLike<number>, reference: ArrayLike<number>): void {
    this.similarity.add(image, reference);
    const { width, height } = this.options;
    if (!this.#next) return;
    for (let start = 0; start < image.length; start += width) {
      const isSecond = this.#rowCount % 2 === 1;
      halve(image, start, width, this.#image, isSecond);
      halve(reference, start, width, this.#reference, isSecond);
      this.#rowCount++;
      if (isSecond || this.#rowCount === height) this.#next.add(this.#image, this.#reference);
    }
  }
}

/** The means of each two columns of a row; with `isSecond` the mean of that and of what is there. */
function halve(
  values: ArrayLike<number>,
  start: number,
  width: number,
  into: Float64Array,
  isSecond: boolean,
): void {
  for (let i = 0; i < into.length; i++) {
    const right = Math.min(2 * i + 1, width - 1);
    const mean = (values[start + 2 * i]! + values[start + right]!) / 2;
    into[i] = isSecond ? (into[i]! + mean) / 2 : mean;
  }
}
