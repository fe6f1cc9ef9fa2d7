import type { ImageStatistics } from '../contract/files-api';
import type { PixelArray } from '../contract/image';

/** Values summed plainly before they are merged: long enough to be fast, short enough to stay exact. */
const RUN = 4096;

/**
 * Statistics of a stream of pixels in bounded memory: range, mean and population standard deviation over the finite
 * values, merged run by run (Chan, Golub and LeVeque 1983) so that large offsets and long stacks lose no digits.
 */
export class StatisticsAccumulator {
  #count = 0;
  #nonFinite = 0;
  #min = Infinity;
  #max = -Infinity;
  #mean = 0;
  #squares = 0;

  add(data: PixelArray): void {
    for (let start = 0; start < data.length; start += RUN) {
      this.#addRun(data, start, Math.min(data.length, start + RUN));
    }
  }

  #addRun(data: PixelArray, start: number, end: number): void {
    const shift = Number.isFinite(data[start]!) ? data[start]! : 0;
    let { min, max } = { min: Infinity, max: -Infinity };
    let [count, sum, squares] = [0, 0, 0];
    for (let i = start; i < end; i++) {
      const value = data[i]!;
      const shifted = value - shift;
      if (shifted - shifted !== 0) continue; // NaN or infinite
      if (value < min) min = value;
      if (value > max) max = value;
      count++;
      sum += shifted;
      squares += shifted * shifted;
    }
    this.#nonFinite += end - start - count;
    if (count === 0) return;
    if (min < this.#min) this.#min = min;
    if (max > this.#max) this.#max = max;
    const mean = shift + sum / count;
    const total = this.#count + count;
    const delta = mean - this.#mean;
    this.#squares +=
      Math.max(0, squares - (sum * sum) / count) + (delta * delta * this.#count * count) / total;
    this.#mean += (delta * count) / total;
    this.#count = total;
  }

  /** The statistics of everything added so far; null where no value was finite. */
  result(): ImageStatistics {
    const nonFinite = this.#nonFinite;
    if (this.#count === 0) return { min: null, max: null, mean: null, std: null, nonFinite };
    const std = Math.sqrt(this.#squares / this.#count);
    return { min: this.#min, max: this.#max, mean: this.#mean, std, nonFinite };
  }
}
