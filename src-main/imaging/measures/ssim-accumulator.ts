import type { Linear } from '../../contract/compute-api';
import { SSIM_K1, SSIM_K2 } from './ssim-constants';

/** Side of the uniform window. */
export const SSIM_WINDOW = 7;

/** Rows after which the running column sums are taken anew, so that rounding never builds up. */
const REFRESH = 64;

/** What a similarity that is summed up row by row has to know before the first row. */
export interface SsimOptions {
  width: number;
  /** Data range of the reference: 255 for uint8, 65535 for uint16. */
  range: number;
  /** Values near the means of image and reference; sums are taken around them to keep their digits. */
  centre: { image: number; reference: number };
  /** Affine maps of the image's values, each giving an SSIM of its own. */
  maps: readonly Linear[];
}

/** Sums over the window's rows, column by column, of x, y, xx, yy and xy. */
type ColumnSums = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

/**
 * The structural similarity of two planes of one size, row by row in bounded memory: Wang, Bovik, Sheikh and Simoncelli
 * 2004 as scikit-image computes it by default, with a uniform 7 x 7 window, sample covariance (N - 1), K1 = 0.01,
 * K2 = 0.03, and the mean over the windows that lie inside the plane.
 */
export class SsimAccumulator {
  readonly #options: SsimOptions;
  /** The last seven rows of image and reference, around the centres. */
  readonly #rows: { x: Float64Array; y: Float64Array }[];
  /** Sums down the columns over those rows: x, y, xx, yy, xy. */
  readonly #columns: ColumnSums;
  readonly #sums: Float64Array;
  #rowCount = 0;
  #windows = 0;

  constructor(options: SsimOptions) {
    this.#options = options;
    const row = () => new Float64Array(options.width);
    this.#rows = Array.from({ length: SSIM_WINDOW }, () => ({ x: row(), y: row() }));
    this.#columns = [row(), row(), row(), row(), row()];
    this.#sums = new Float64Array(options.maps.length);
  }

  /** Adds whole rows, from top to bottom. */
  add(image: ArrayLike<number>, reference: ArrayLike<number>): void {
    const { width } = this.#options;
    for (let start = 0; start < image.length; start += width) this.#addRow(image, reference, start);
  }

  /** The SSIM under each map. NaN while no window lies inside the plane. */
  means(): number[] {
    return [...this.#sums].map((sum) => sum / this.#windows);
  }

  #addRow(image: ArrayLike<number>, reference: ArrayLike<number>, start: number): void {
    const { width, centre } = this.#options;
    const row = this.#rows[this.#rowCount % SSIM_WINDOW]!;
    if (this.#rowCount >= SSIM_WINDOW) this.#addToColumns(row, -1);
    for (let i = 0; i < width; i++) {
      row.x[i] = image[start + i]! - centre.image;
      row.y[i] = reference[start + i]! - centre.reference;
    }
    if (++this.#rowCount % REFRESH === 0) {
      for (const column of this.#columns) column.fill(0);
      for (const each of this.#rows) this.#addToColumns(each, 1);
    } else {
      this.#addToColumns(row, 1);
    }
    if (this.#rowCount >= SSIM_WINDOW) this.#slideWindow();
  }

  #addToColumns({ x, y }: { x: Float64Array; y: Float64Array }, sign: 1 | -1): void {
    const [sx, sy, sxx, syy, sxy] = this.#columns;
    for (let i = 0; i < x.length; i++) {
      const a = x[i]!;
      const b = y[i]!;
      sx[i]! += sign * a;
      sy[i]! += sign * b;
      sxx[i]! += sign * a * a;
      syy[i]! += sign * b * b;
      sxy[i]! += sign * a * b;
    }
  }

  #slideWindow(): void {
    const { width, range, centre, maps } = this.#options;
    const [sx, sy, sxx, syy, sxy] = this.#columns;
    const c1 = (SSIM_K1 * range) ** 2;
    const c2 = (SSIM_K2 * range) ** 2;
    const count = SSIM_WINDOW * SSIM_WINDOW;
    let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
    for (let i = 0; i < width; i++) {
      x += sx[i]!;
      y += sy[i]!;
      xx += sxx[i]!;
      yy += syy[i]!;
      xy += sxy[i]!;
      const first = i - SSIM_WINDOW + 1;
      if (first < 0) continue;
      const varianceX = (xx - (x * x) / count) / (count - 1);
      const varianceY = (yy - (y * y) / count) / (count - 1);
      const covariance = (xy - (x * y) / count) / (count - 1);
      const meanX = centre.image + x / count;
      const meanY = centre.reference + y / count;
      for (let m = 0; m < maps.length; m++) {
        const { scale, offset } = maps[m]!;
        const mean = scale * meanX + offset;
        this.#sums[m]! +=
          ((2 * mean * meanY + c1) * (2 * scale * covariance + c2)) /
          ((mean * mean + meanY * meanY + c1) * (scale * scale * varianceX + varianceY + c2));
      }
      this.#windows++;
      x -= sx[first]!;
      y -= sy[first]!;
      xx -= sxx[first]!;
      yy -= syy[first]!;
      xy -= sxy[first]!;
    }
  }
}
