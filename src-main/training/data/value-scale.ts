import type { Linear } from '../../contract/compute-api';
import type { Normalisation } from '../../contract/model';
import { PairMoments } from '../../imaging/measures/pair-moments';
import type { FrameMaps } from './normalise-fields';
import type { FrameFacts } from './survey';

/** A training frame: what is in it, and how its values enter the network. */
export interface MappedFacts {
  facts: FrameFacts;
  maps: FrameMaps;
}

/** The affine rescaling of inputs onto targets with the least squares over all training frames, network values. */
export function bestRescaling(frames: readonly MappedFacts[]): Linear {
  const moments = new PairMoments();
  for (const { facts, maps } of frames) moments.merge(facts.moments, maps.input, maps.target);
  return moments.bestAffine();
}

/**
 * Network value of a stored 0 and span of the targets in network units, which PSNR and SSIM refer to: full scale for
 * `fixed`, what is mapped onto 0 and 1 for `minMax`, `percentile` and (before mean and SD) `frameMinMax`, and from the
 * smallest to the largest training target where nothing is fixed: `meanStd` and densities.
 */
export function targetScale(
  normalisation: Normalisation,
  density: boolean,
  frames: readonly MappedFacts[],
): { zero: number; range: number } {
  if (!density) {
    if (normalisation.kind === 'fixed') return { zero: -0.5, range: 1 };
    if (normalisation.kind === 'minMax' || normalisation.kind === 'percentile') return { zero: 0, range: 1 };
    if (normalisation.kind === 'frameMinMax')
      return { zero: -normalisation.mean / normalisation.std, range: 1 / normalisation.std };
  }
  let [low, high] = [density ? 0 : Infinity, -Infinity];
  for (const { facts, maps } of frames) {
    const { min, max } = facts.target;
    if (min === null || max === null) continue;
    low = Math.min(low, min * maps.target.scale + maps.target.offset);
    high = Math.max(high, max * maps.target.scale + maps.target.offset);
  }
  return { zero: low, range: high > low ? high - low : 1 };
}
