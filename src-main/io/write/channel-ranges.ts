import type { PixelArray } from '../../contract/image';
import type { DisplayRange } from './imagej-format';

/** The smallest and largest finite value of each channel among the pixels that passed by. */
export class ChannelRanges {
  readonly #min: Float64Array;
  readonly #max: Float64Array;

  constructor(channels: number) {
    this.#min = new Float64Array(channels).fill(Infinity);
    this.#max = new Float64Array(channels).fill(-Infinity);
  }

  add(channel: number, data: PixelArray): void {
    let min = this.#min[channel]!;
    let max = this.#max[channel]!;
    for (let i = 0; i < data.length; i++) {
      const value = data[i]!;
      if (value < min && value !== -Infinity) min = value;
      if (value > max && value !== Infinity) max = value;
    }
    this.#min[channel] = min;
    this.#max[channel] = max;
  }

  /** One range a channel; 0 to 1 where no value was finite. */
  result(): DisplayRange[] {
    return Array.from(this.#min, (min, channel) => {
      const max = this.#max[channel]!;
      return min <= max ? { min, max } : { min: 0, max: 1 };
    });
  }
}
