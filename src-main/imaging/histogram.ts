import type { PixelArray, PixelType } from '../contract/image';
import { PIXEL_TYPES } from './pixel-types';

/** Bins where values are not counted one by one. */
const BINS = 65_536;

/**
 * Counts of a stream of values in bounded memory. Integers of up to 16 bits have a bin for each value, so quantiles
 * are exact; other types have 65,536 equal bins between `min` and `max`, so a quantile is right to a 65,536th of the
 * range. Values that are not finite, or outside `min` to `max`, are not counted.
 */
export class Histogram {
  readonly #low: number;
  readonly #binsPerUnit: number;
  readonly #binWidth: number;
  readonly #exact: boolean;
  readonly counts: Float64Array;
  #total = 0;

  /** @param range Smallest and largest value of the data; not needed for integers of up to 16 bits. */
  constructor(pixelType: PixelType, range: { min: number; max: number }) {
    const { integer, bytes, min, max } = PIXEL_TYPES[pixelType];
    this.#exact = integer && bytes <= 2;
    this.#low = this.#exact ? min : range.min;
    const bins = this.#exact ? max - min + 1 : BINS;
    const extent = range.max - range.min;
    this.#binWidth = this.#exact ? 1 : extent / bins;
    this.#binsPerUnit = this.#exact ? 1 : extent > 0 ? bins / extent : 0;
    this.counts = new Float64Array(bins);
  }

  /** How many values were counted. */
  get total(): number {
    return this.#total;
  }

  add(data: PixelArray): void {
    const { counts } = this;
    const low = this.#low;
    const binsPerUnit = this.#binsPerUnit;
    const last = counts.length - 1;
    let counted = 0;
    for (let i = 0; i < data.length; i++) {
      const at = (data[i]! - low) * binsPerUnit;
      if (!(at >= 0 && at <= last + 1)) continue;
      counts[Math.min(last, Math.floor(at))]!++;
      counted++;
    }
    this.#total += counted;
  }

  /**
   * The value below which `percent` of the values lie, between neighbouring ranks interpolated linearly as
   * numpy.percentile does. NaN when nothing was counted.
   */
  percentile(percent: number): number {
    if (this.#total === 0) return NaN;
    const rank = (Math.min(100, Math.max(0, percent)) / 100) * (this.#total - 1);
    const below = Math.floor(rank);
    const lower = this.#valueAtRank(below);
    if (rank === below) return lower;
    return lower + (this.#valueAtRank(below + 1) - lower) * (rank - below);
  }

  /**
   * Limits beyond which `percent` of the values lie, half at each end, found as ImageJ's Enhance Contrast does
   * (ij.plugin.ContrastEnhancer.getMinAndMax): the first bin from either end that more than that many values reach.
   */
  saturating(percent: number): { min: number; max: number } {
    const { counts } = this;
    const allowed = Math.floor((this.#total * percent) / 200);
    const reach = (from: number, step: number): number => {
      let seen = 0;
      let bin = from;
      while ((seen += counts[bin]!) <= allowed && bin + step >= 0 && bin + step < counts.length) bin += step;
      return bin;
    };
    const upperEdge = this.#exact ? 0 : 1;
    return {
      min: this.#low + reach(0, 1) * this.#binWidth,
      max: this.#low + (reach(counts.length - 1, -1) + upperEdge) * this.#binWidth,
    };
  }

  #valueAtRank(rank: number): number {
    let before = 0;
    for (let bin = 0; bin < this.counts.length; bin++) {
      const count = this.counts[bin]!;
      if (rank < before + count) {
        const within = this.#exact ? 0 : (rank - before + 0.5) / count;
        return this.#low + (bin + within) * this.#binWidth;
      }
      before += count;
    }
    return NaN;
  }
}
