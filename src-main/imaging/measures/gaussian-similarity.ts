import type { Linear } from '../../contract/compute-api';
import { gaussianTaps } from '../gaussian-taps';
import type { SsimOptions } from './ssim-accumulator';
import { GAUSSIAN_WINDOW, SSIM_K1, SSIM_K2 } from './ssim-constants';

/** Side of the window. */
const TAPS = GAUSSIAN_WINDOW.taps;

/** The means over a plane of SSIM, and of its contrast and structure without luminance. */
export interface Similarity {
  ssim: number;
  contrast: number;
}

/**
 * The structural similarity of two planes of one size with a Gaussian window, row by row in bounded memory: Wang et al.
 * 2004, 11 x 11 taps of SD 1.5, K1 = 0.01, K2 = 0.03, mean over the windows that lie inside; variances of the population,
 * as Wang has them (scikit-image: gaussian_weights=True, sigma=1.5, use_sample_covariance=False).
 */
export class GaussianSimilarity {
  readonly #options: SsimOptions;
  readonly #taps = gaussianTaps(TAPS, GAUSSIAN_WINDOW.sigma);
  /** Windows in a row. */
  readonly #count: number;
  /** Of the last rows, by the window's mean along the row: x, y, xx, yy and xy around the centres. */
  readonly #rows: Float64Array[][];
  readonly #sums: Similarity[];
  #rowCount = 0;
  #windows = 0;

  constructor(options: SsimOptions) {
    this.#options = options;
    this.#count = Math.max(0, options.width - TAPS + 1);
    const row = () => Array.from({ length: 5 }, () => new Float64Array(this.#count));
    this.#rows = Array.from({ length: TAPS }, row);
    this.#sums = options.maps.map(() => ({ ssim: 0, contrast: 0 }));
  }

  /** Adds whole rows, from top to bottom. */
  add(image: ArrayLike<number>, reference: ArrayLike<number>): void {
    const { width } = this.#options;
    for (let start = 0; start < image.length; start += width) {
      this.#addRow(image, reference, start);
      if (++this.#rowCount >= TAPS) this.#addWindows();
    }
  }

  /** The means under each map. NaN while no window lies inside the plane. */
  means(): Similarity[] {
    return this.#sums.map(({ ssim, contrast }) => ({
      ssim: ssim / this.#windows,
      contrast: contrast / this.#windows,
    }));
  }

  #addRow(image: ArrayLike<number>, reference: ArrayLike<number>, start: number): void {
    const { centre } = this.#options;
    const taps = this.#taps;
    const [sx, sy, sxx, syy, sxy] = this.#rows[this.#rowCount % TAPS] as Five;
    for (let i = 0; i < this.#count; i++) {
      let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
      for (let t = 0; t < TAPS; t++) {
        const a = image[start + i + t]! - centre.image;
        const b = reference[start + i + t]! - centre.reference;
        const [wa, wb] = [taps[t]! * a, taps[t]! * b];
        x += wa;
        y += wb;
        xx += wa * a;
        yy += wb * b;
        xy += wa * b;
      }
      sx[i] = x;
      sy[i] = y;
      sxx[i] = xx;
      syy[i] = yy;
      sxy[i] = xy;
    }
  }

  /** Adds up the windows whose last row was added. */
  #addWindows(): void {
    const { range, centre, maps } = this.#options;
    const [c1, c2] = [(SSIM_K1 * range) ** 2, (SSIM_K2 * range) ** 2];
    const [x, y, xx, yy, xy] = this.#weightedRows();
    for (let i = 0; i < this.#count; i++) {
      const [dx, dy] = [x[i]!, y[i]!];
      const varianceX = xx[i]! - dx * dx;
      const varianceY = yy[i]! - dy * dy;
      const covariance = xy[i]! - dx * dy;
      const [meanX, meanY] = [centre.image + dx, centre.reference + dy];
      maps.forEach(({ scale, offset }: Linear, map) => {
        const mean = scale * meanX + offset;
        const luminance = (2 * mean * meanY + c1) / (mean * mean + meanY * meanY + c1);
        const contrast = (2 * scale * covariance + c2) / (scale * scale * varianceX + varianceY + c2);
        const sum = this.#sums[map]!;
        sum.ssim += luminance * contrast;
        sum.contrast += contrast;
      });
    }
    this.#windows += this.#count;
  }

  /** The last rows by the window's weights, down the columns. */
  #weightedRows(): Five {
    const sums = Array.from({ length: 5 }, () => new Float64Array(this.#count));
    for (let t = 0; t < TAPS; t++) {
      const row = this.#rows[(this.#rowCount + t) % TAPS]!;
      const weight = this.#taps[t]!;
      sums.forEach((sum, which) => {
        const values = row[which]!;
        for (let i = 0; i < sum.length; i++) sum[i]! += weight * values[i]!;
      });
    }
    return sums as Five;
  }
}

type Five = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
