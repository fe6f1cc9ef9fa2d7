import type { SimulatedSample } from '../../contract/simulated-sample';
import type { RandomStream } from '../../imaging/random';
import { anywhere, wholeArea, type Area } from '../area';
import { exponential, poisson } from '../distributions';
import type { Places } from '../places';
import { pointOn, wormLikeChain } from './path';

/** Of a normal distribution's SDs, how many its width is counted as. */
const SDS_OF_WIDTH = 4;

/**
 * Stress fibres: bundles of parallel filaments, most in a common direction, fluorophores at random along each filament
 * (a Poisson process). One filament of F-actin has a persistence length of 17.7 micrometres (Gittes et al., J. Cell Biol. 120,
 * 923 (1993)); bundles are stiffer.
 */
export function actin(
  options: Extract<SimulatedSample, { kind: 'actin' }>,
  area: Area,
  random: RandomStream,
  places: Places,
): void {
  const { lengthPerSquareUm, lengthUm, persistenceUm, filamentsPerBundle, labelsPerUm } = options;
  const spread = options.bundleWidthNm / 1000 / SDS_OF_WIDTH;
  const common = 2 * Math.PI * random.uniform();
  let left = lengthPerSquareUm * wholeArea(area);
  while (left > 0) {
    const off =
      options.alignmentDegrees >= 180
        ? 2 * Math.PI * random.uniform()
        : (random.normal() * options.alignmentDegrees * Math.PI) / 180;
    const length = Math.min(exponential(random, lengthUm), 5 * lengthUm);
    const path = wormLikeChain(random, {
      ...anywhere(area, random),
      direction: common + off,
      length,
      persistence: persistenceUm,
    });
    const filaments = Math.max(1, poisson(random, filamentsPerBundle));
    for (let i = 0; i < filaments && left > 0; i++) {
      const aside = spread * random.normal();
      const labels = poisson(random, Math.min(length, left) * labelsPerUm);
      for (let label = 0; label < labels; label++) {
        places.add(...pointOn(path, Math.min(length, left) * random.uniform(), aside));
      }
      left -= length;
    }
  }
}
