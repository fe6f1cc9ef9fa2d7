/** An epoch of the history, and whether it was the best so far. */
interface Epoch {
  epoch: number;
  best: boolean;
}

/** So many checkpoints are kept spread over a run, beside the last two and the best. */
const SPREAD_CHECKPOINTS = 8;
/** So many previews are kept spread over a run, beside the first ones, the best and the last. */
const SPREAD_PREVIEWS = 32;

/**
 * The epochs whose checkpoints a run of this history keeps: the last two, so that one is left when the other is damaged,
 * the best as it was at either, and at most eight more, spread evenly.
 */
export function checkpointsToKeep(history: readonly Epoch[]): Set<number> {
  const last = history.length;
  const bests = [history, history.slice(0, -1)].map(bestEpoch);
  return new Set([...spread(last, SPREAD_CHECKPOINTS), last - 1, last, ...bests]);
}

/**
 * The epochs whose previews a run of this history keeps: at most 32 spread evenly; the best and the last; and the powers
 * of two, for a picture changes most in a run's first epochs.
 */
export function previewsToKeep(history: readonly Epoch[]): Set<number> {
  const last = history.length;
  const kept = new Set([...spread(last, SPREAD_PREVIEWS), last, bestEpoch(history)]);
  for (let epoch = 1; epoch < last; epoch *= 2) kept.add(epoch);
  return kept;
}

/** The best epoch of a history; 0 of an empty one. */
export function bestEpoch(history: readonly Epoch[]): number {
  for (let i = history.length - 1; i >= 0; i--) if (history[i]!.best) return history[i]!.epoch;
  return 0;
}

/**
 * Multiples of the smallest power of two of which there are at most `most` up to `last`. What is kept at an epoch was
 * kept at each one before, so nothing is wanted that was removed earlier.
 */
function spread(last: number, most: number): number[] {
  let stride = 1;
  while (Math.floor(last / stride) > most) stride *= 2;
  return Array.from({ length: Math.floor(last / stride) }, (_, i) => (i + 1) * stride);
}
