import type { Linear } from '../contract/compute-api';
import type { MeasuredStatistics } from '../contract/files-api';
import type { PixelType } from '../contract/image';
import type { Normalisation } from '../contract/model';
import { resolveNormalisation } from '../imaging/normalize';
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
 * Resolves the model's normalisation for a stack, once, so that a time-lapse does not flicker. Data far from the
 * model's training range get a sentence; with "matched" they are mapped onto it.
 */
export function chooseRange(
  normalisation: Normalisation,
  pixelType: PixelType,
  statistics: MeasuredStatistics,
  choice: 'as-is' | 'matched',
): RangeChoice {
  const advice = rangeAdvice(normalisation, pixelType, statistics);
  if (advice && choice === 'matched') return { linear: advice.matched, matched: true, sentence: null };
  const [low, high] = statistics.percentiles;
  const values = low === undefined || high === undefined ? undefined : { low, high };
  const linear = resolveNormalisation(normalisation, pixelType, statistics, values);
  return { linear, matched: false, sentence: advice?.sentence ?? null };
}

/** What to know of data with values that are no numbers: networks neither keep nor fill them. Null where there are none. */
export function nonFiniteAdvice({ nonFinite }: MeasuredStatistics): string | null {
  if (nonFinite === 0) return null;
  const values = nonFinite === 1 ? '1 value that is' : `${nonFinite} values that are`;
  return `There ${nonFinite === 1 ? 'is' : 'are'} ${values} NaN or infinite; do not trust the result there and around. Fill them in before.`;
}
