import { savitzkyGolay } from './savitzky-golay';

/** Where a correlation counts as lost. */
export const FRC_THRESHOLD = 1 / 7;

/**
 * What a curve of ring correlations came to: it falls below the threshold; it never does, so that the pixels limit the
 * resolution; or it does before the first ring, so that nothing is in common.
 */
export type RingOutcome = 'resolved' | 'beyond-pixels' | 'nothing-shared';

/** Fourier ring correlation of images. */
export interface RingCorrelation {
  /** Side of the square that was looked at, in pixels: ring q is at q / side cycles a pixel. */
  side: number;
  /** Correlation of rings 0, 1, 2, ... */
  correlation: Float64Array;
  /** The same, smoothed: where it first falls below 1/7 is the resolution. */
  smoothed: Float64Array;
  outcome: RingOutcome;
  /** Side over the ring where the smoothed curve crosses the threshold, in pixels; null unless it is resolved. */
  resolutionPx: number | null;
}

/**
 * Reads a resolution off ring correlations (Nieuwenhuizen 2013): smoothed by cubics over 7.07 % of the rings, and at least
 * five; the first crossing of 1/7, linear between rings.
 *
 * (NanoPyx takes windows that may be even, which moves its curve by half a ring.)
 */
export function readRings(correlation: Float64Array, side: number): RingCorrelation {
  const smoothed = savitzkyGolay(correlation, Math.max(5, oddFrom(Math.floor(0.0707 * correlation.length))));
  const below = smoothed.findIndex((value) => value < FRC_THRESHOLD);
  const curve = { side, correlation, smoothed };
  if (below === -1) return { ...curve, outcome: 'beyond-pixels', resolutionPx: null };
  if (below <= 1) return { ...curve, outcome: 'nothing-shared', resolutionPx: null };
  const [before, after] = [smoothed[below - 1]!, smoothed[below]!];
  const ring = below - 1 + (before - FRC_THRESHOLD) / (before - after);
  return { ...curve, outcome: 'resolved', resolutionPx: side / ring };
}

const oddFrom = (count: number) => (count % 2 === 0 ? count + 1 : count);
