import type { ReconstructionScore } from '../contract/parameter-map';
import { fourierRingCorrelation } from './measures/frc';
import { squirrelFit } from './measures/squirrel';
import type { Plane } from './plane';

/** Reconstructions of the odd, of the even and of all frames, and the mean of all frames, of the same field. */
export interface ScoredImages {
  odd: Plane;
  even: Plane;
  whole: Plane;
  average: Plane;
}

/**
 * Scores a reconstruction as Laine et al. (2023) do: how fine (FRC of its two halves) and how true to the frames' mean
 * (SQUIRREL). A reconstruction that is the same everywhere shows nothing. Throws InvalidRequestError where the mean of the
 * frames is the same everywhere, or the images are too small.
 */
export function scoreReconstruction({ odd, even, whole, average }: ScoredImages): ReconstructionScore {
  if ([odd, even, whole].some(isEmpty)) return { resolutionPx: null, outcome: 'nothing-shared', rsp: 0 };
  const { rsp } = squirrelFit(whole, average);
  const { outcome, resolutionPx } = fourierRingCorrelation(odd, even);
  const magnification = whole.width / average.width;
  const pixels = outcome === 'beyond-pixels' ? 2 : resolutionPx;
  return { rsp, outcome, resolutionPx: pixels === null ? null : pixels / magnification };
}

function isEmpty({ data }: Plane): boolean {
  for (let i = 1; i < data.length; i++) if (data[i] !== data[0]) return false;
  return true;
}
