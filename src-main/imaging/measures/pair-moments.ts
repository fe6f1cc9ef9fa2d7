import type { Linear } from '../../contract/compute-api';

/** Values summed plainly before they are merged: long enough to be fast, short enough to lose no digits. */
const RUN = 4096;

const SAME: Linear = { scale: 1, offset: 0 };

type Moments = Pick<PairMoments, 'count' | 'meanX' | 'meanY' | 'squaresX' | 'squaresY' | 'products'>;

/**
 * Means, variances and covariance of pairs of values, by streaming: runs are summed around their first pair and merged
 * as Chan, Golub and LeVeque (1983) do, so offsets and long streams lose no digits. The image is x, the reference y.
 */
export class PairMoments {
  count = 0;
  meanX = 0;
  meanY = 0;
  /** Sums of squared and mixed deviations from the means. */
  squaresX = 0;
  squaresY = 0;
  products = 0;

  add(image: ArrayLike<number>, reference: ArrayLike<number>): void {
    for (let start = 0; start < image.length; start += RUN) {
      this.#addRun(image, reference, start, Math.min(image.length, start + RUN));
    }
  }

  #addRun(image: ArrayLike<number>, reference: ArrayLike<number>, start: number, end: number): void {
    const originX = image[start]!;
    const originY = reference[start]!;
    let [sumX, sumY, xx, yy, xy] = [0, 0, 0, 0, 0];
    for (let i = start; i < end; i++) {
      const x = image[i]! - originX;
      const y = reference[i]! - originY;
      sumX += x;
      sumY += y;
      xx += x * x;
      yy += y * y;
      xy += x * y;
    }
    const count = end - start;
    this.#merge({
      count,
      meanX: originX + sumX / count,
      meanY: originY + sumY / count,
      squaresX: Math.max(0, xx - (sumX * sumX) / count),
      squaresY: Math.max(0, yy - (sumY * sumY) / count),
      products: xy - (sumX * sumY) / count,
    });
  }

  /** Adds all that another has seen, after its values went through these maps. */
  merge(other: PairMoments, x: Linear = SAME, y: Linear = SAME): void {
    if (other.count === 0) return;
    this.#merge({
      count: other.count,
      meanX: other.meanX * x.scale + x.offset,
      meanY: other.meanY * y.scale + y.offset,
      squaresX: other.squaresX * x.scale * x.scale,
      squaresY: other.squaresY * y.scale * y.scale,
      products: other.products * x.scale * y.scale,
    });
  }

  #merge({ count, meanX, meanY, squaresX, squaresY, products }: Moments): void {
    const total = this.count + count;
    const deltaX = meanX - this.meanX;
    const deltaY = meanY - this.meanY;
    const weight = (this.count * count) / total;
    this.squaresX += squaresX + deltaX * deltaX * weight;
    this.squaresY += squaresY + deltaY * deltaY * weight;
    this.products += products + deltaX * deltaY * weight;
    this.meanX += (deltaX * count) / total;
    this.meanY += (deltaY * count) / total;
    this.count = total;
  }

  /** Pearson's correlation coefficient; 0 when one side is constant, for then nothing varies together. */
  pearson(): number {
    const scale = Math.sqrt(this.squaresX) * Math.sqrt(this.squaresY);
    return scale === 0 ? 0 : this.products / scale;
  }

  /** Root of the mean square of the reference. */
  rootMeanSquareY(): number {
    return Math.sqrt(this.squaresY / this.count + this.meanY * this.meanY);
  }

  /** The least-squares fit reference = image * scale + offset; a constant image is only shifted. */
  bestAffine(): Linear {
    const scale = this.squaresX === 0 ? 1 : this.products / this.squaresX;
    return { scale, offset: this.meanY - scale * this.meanX };
  }
}
