import type { Linear } from '../contract/compute-api';
import type { Scores } from '../contract/run';
import { DifferenceSums } from '../imaging/measures/difference-sums';
import { SSIM_WINDOW, SsimAccumulator } from '../imaging/measures/ssim-accumulator';
import type { ValueScale } from './training-program';

/** An image that is scored, and what it should be: network values, row-major, of one size. */
export interface ScoredPair {
  field: string;
  width: number;
  height: number;
  image: Float32Array;
  target: Float32Array;
}

const AS_IT_IS: Linear = { scale: 1, offset: 0 };

/**
 * Differences below float32's resolution of the range are rounding: they count as that, so that a PSNR is always a
 * number (at most 144.5 dB).
 */
const RESOLUTION = 2 ** -24;

/**
 * Collects the scores of images field by field. Of a field all frames count alike: its MSE and SSIM are their means.
 * PSNR is 10 log10(range² / MSE); SSIM is Wang 2004's with the uniform 7 x 7 window, on values counted from that of a
 * stored 0, for its constants stand beside means.
 */
export class ScoreSheet {
  readonly #fields = new Map<string, { squared: number; count: number; ssim: number; frames: number }>();

  constructor(private readonly values: ValueScale) {}

  /** Adds an image; `map` is applied to its values first. */
  add({ field, width, height, image, target }: ScoredPair, map: Linear = AS_IT_IS): void {
    const sums = new DifferenceSums(map);
    sums.add(image, target);
    const entry = this.#fields.get(field) ?? { squared: 0, count: 0, ssim: 0, frames: 0 };
    entry.squared += sums.squared;
    entry.count += sums.count;
    entry.ssim += Math.min(width, height) < SSIM_WINDOW ? NaN : this.#ssim({ width, image, target }, map);
    entry.frames++;
    this.#fields.set(field, entry);
  }

  /** The fields that were scored, in the order they first came in. */
  fields(): string[] {
    return [...this.#fields.keys()];
  }

  /** The scores of one field. */
  of(field: string): Scores {
    const { squared, count, ssim, frames } = this.#fields.get(field)!;
    const { range } = this.values;
    const mse = Math.max(squared / count, (range * RESOLUTION) ** 2);
    const mean = ssim / frames;
    return {
      rmse: Math.sqrt(squared / count),
      psnr: 10 * Math.log10((range * range) / mse),
      ssim: Number.isNaN(mean) ? null : mean,
    };
  }

  /** The means over fields; null where nothing was scored. */
  mean(): Scores | null {
    const each = this.fields().map((field) => this.of(field));
    if (each.length === 0) return null;
    const mean = (of: (scores: Scores) => number) =>
      each.reduce((sum, one) => sum + of(one), 0) / each.length;
    return {
      rmse: mean(({ rmse }) => rmse),
      psnr: mean(({ psnr }) => psnr),
      ssim: each.some(({ ssim }) => ssim === null) ? null : mean(({ ssim }) => ssim!),
    };
  }

  #ssim(pair: Pick<ScoredPair, 'width' | 'image' | 'target'>, map: Linear): number {
    const { zero, range } = this.values;
    const accumulator = new SsimAccumulator({
      width: pair.width,
      range,
      centre: { image: 0, reference: 0 },
      maps: [{ scale: map.scale, offset: map.scale * zero + map.offset - zero }],
    });
    const fromZero = (values: Float32Array) => values.map((value) => value - zero);
    accumulator.add(fromZero(pair.image), fromZero(pair.target));
    return accumulator.means()[0]!;
  }
}
