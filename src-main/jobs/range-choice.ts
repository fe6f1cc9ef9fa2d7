import type { Linear } from '../contract/compute-api';
import type { MeasuredStatistics } from '../contract/files-api';
import type { PixelType } from '../contract/image';
import type { Normalisation } from '../contract/model';
import { resolveNormalisation } from '../imaging/normalize';
import { PIXEL_TYPES } from '../imaging/pixel-types';
import { rangeAdvice } from '../imaging/range-advice';

/** How the values of a stack enter the network, and what the person should know about it. */
export interface RangeChoice {
  linear: Linear;
  /** Whether the data's range was matched to the model's training range. */
  matched: boolean;
  sentence: string | null;
}

/** The percentiles a normalisation needs of the data. */
export function neededPercentiles(normalisation: Normalisation): number[] {
  return normalisation.kind === 'percentile' ? [normalisation.low, normalisation.high] : [];
}

/**
 * What the statistics of the input are for: they have to be known first, those of a plane before that plane, they only
 * advise, or say nothing.
 */
export type StatisticsUse = 'first' | 'each' | 'advice' | 'none';

/**
 * Whether the values that enter the network depend on the input's statistics. They do not under `fixed`, taken as they
 * are: there a range far from the model's is a sentence, and 8 bit are never far.
 */
export function statisticsUse(
  normalisation: Normalisation,
  pixelType: PixelType,
  choice: 'as-is' | 'matched',
): StatisticsUse {
  if (normalisation.kind === 'frameMinMax') return 'each';
  if (normalisation.kind !== 'fixed') return 'first';
  const { bytes, min } = PIXEL_TYPES[pixelType];
  if (bytes === 1 && min === 0) return 'none';
  return choice === 'matched' ? 'first' : 'advice';
}

/**
 * Resolves the model's normalisation for a stack, once, so that a time-lapse does not flicker. Data far from the
 * model's training range get a sentence; with "matched" they are mapped onto it. `statistics` may be null where
 * {@link statisticsUse} is not "first".
 */
export function chooseRange(
  normalisation: Normalisation,
  pixelType: PixelType,
  statistics: MeasuredStatistics | null,
  choice: 'as-is' | 'matched',
): RangeChoice {
  if (statistics === null) {
    return {
      linear: resolveNormalisation(normalisation, pixelType, NOT_KNOWN),
      matched: false,
      sentence: null,
    };
  }
  const advice = rangeAdvice(normalisation, pixelType, statistics);
  if (advice && choice === 'matched') return { linear: advice.matched, matched: true, sentence: null };
  const [low, high] = statistics.percentiles;
  const values = low === undefined || high === undefined ? undefined : { low, high };
  const linear = resolveNormalisation(normalisation, pixelType, statistics, values);
  return { linear, matched: false, sentence: advice?.sentence ?? null };
}

const NOT_KNOWN = { min: null, max: null, mean: null, std: null, nonFinite: 0 };

/** What to know of data with values that are no numbers: networks neither keep nor fill them. Null where there are none. */
export function nonFiniteAdvice({ nonFinite }: MeasuredStatistics): string | null {
  if (nonFinite === 0) return null;
  const values = nonFinite === 1 ? '1 value that is' : `${nonFinite} values that are`;
  return `There ${nonFinite === 1 ? 'is' : 'are'} ${values} NaN or infinite; do not trust the result there and around. Fill them in before.`;
}

/** The same where planes are measured one by one: said of the first that has such values. */
export function nonFiniteFrame(plane: number): string {
  return `Plane ${plane + 1} holds values that are NaN or infinite, as others may; do not trust the result there and around. Fill them in before.`;
}
