import type { Linear } from '../../contract/compute-api';

const RUN = 4096;

/** Sums of absolute and squared differences (image * scale + offset) - reference, by streaming. */
export class DifferenceSums {
  count = 0;
  absolute = 0;
  squared = 0;

  /** @param map Applied to the image's values first; default: as they are. */
  constructor(readonly map: Linear = { scale: 1, offset: 0 }) {}

  add(image: ArrayLike<number>, reference: ArrayLike<number>): void {
    const { scale, offset } = this.map;
    for (let start = 0; start < image.length; start += RUN) {
      const end = Math.min(image.length, start + RUN);
      let [absolute, squared] = [0, 0];
      for (let i = start; i < end; i++) {
        const difference = image[i]! * scale + offset - reference[i]!;
        absolute += Math.abs(difference);
        squared += difference * difference;
      }
      this.absolute += absolute;
      this.squared += squared;
    }
    this.count += image.length;
  }

  /** Root of the mean squared difference. */
  rmse(): number {
    return Math.sqrt(this.squared / this.count);
  }

  /** Mean absolute difference. */
  mae(): number {
    return this.absolute / this.count;
  }

  /** Peak signal-to-noise ratio in dB, 10 log10(peak^2 / MSE); Infinity when nothing differs. */
  psnr(peak: number): number {
    return 10 * Math.log10((peak * peak) / (this.squared / this.count));
  }
}
