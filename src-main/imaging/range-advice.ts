import type { Linear } from '../contract/compute-api';
import type { ImageStatistics } from '../contract/files-api';
import type { PixelType } from '../contract/image';
import type { Normalisation } from '../contract/model';
import { fullScale } from './normalize';
import { PIXEL_TYPES } from './pixel-types';

/** Data that a model was not trained for: a sentence for the user, and the other choice. */
export interface RangeAdvice {
  /** Names the range, what the model expects, and the two choices: as it is, or matched. */
  sentence: string;
  /** The normalisation of choice "matched": the data's range onto the whole training range. */
  matched: Linear;
}

/** Significant bits that cameras deliver in 16-bit files. */
const CAMERA_BITS = [8, 10, 12, 14, 16];

/** Data that reaches no more than this part of full scale is far from what the model saw. */
const FAR = 1 / 4;

const say = (value: number) =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));

/**
 * Compares the data's range with a model's training range, 0 to full scale. Only the `fixed` normalisation depends on
 * it; for the others, for data within range, and for data without any signal, the answer is null.
 *
 * "Matched" takes integer data of n significant bits (the smallest of 8, 10, 12, 14, 16 that holds the largest value)
 * as values of 0 to 2^n - 1, and float data, or integers outside 0 to 65535, from their smallest to their largest
 * value, onto the whole training range of -0.5 to 0.5.
 */
export function rangeAdvice(
  normalisation: Normalisation,
  pixelType: PixelType,
  { min, max }: ImageStatistics,
): RangeAdvice | null {
  if (normalisation.kind !== 'fixed' || min === null || max === null || max === min) return null;
  const full = fullScale(pixelType);
  const outside = min < 0 || max > full;
  const { integer, bytes } = PIXEL_TYPES[pixelType];
  if (!outside && (max > full * FAR || bytes === 1)) return null;

  const bits = integer && !outside ? CAMERA_BITS.find((count) => 2 ** count > max)! : null;
  const [low, high] = bits === null ? [min, max] : [0, 2 ** bits - 1];
  const scale = 1 / (high - low);
  const range = `The values lie between ${say(min)} and ${say(max)}${bits === null ? '' : ` (${bits} bits)`}`;
  const problem = outside ? `reach beyond the range` : `fill little of the range`;
  return {
    sentence:
      `${range} and ${problem} the model was trained on, 0 to ${full}. ` +
      `Choose the range "matched" to map ${say(low)} to ${say(high)} onto that one, or "as-is" to leave the values.`,
    matched: { scale, offset: -low * scale - 0.5 },
  };
}
