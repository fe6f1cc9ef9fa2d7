import type { SimulatedSample } from '../../contract/simulated-sample';
import type { RandomStream } from '../../imaging/random';
import { anywhere, wholeArea, type Area } from '../area';
import { logNormal, poisson } from '../distributions';
import type { Places } from '../places';
import { pointOn, wormLikeChain } from './path';

/** SD of lengths, as a part of their mean. */
const LENGTH_VARIATION = 0.5;

/**
 * Mitochondria as bent capsules: cylinders with half a sphere at each end. Fluorophores lie evenly on the membrane or
 * in the matrix and are seen from above, so membranes show two edges.
 */
export function mitochondria(
  options: Extract<SimulatedSample, { kind: 'mitochondria' }>,
  area: Area,
  random: RandomStream,
  places: Places,
): void {
  const radius = options.diameterNm / 2000;
  const number = poisson(random, options.perSquareUm * wholeArea(area));
  for (let i = 0; i < number; i++) {
    const whole = Math.max(2 * radius, options.lengthUm * logNormal(random, LENGTH_VARIATION));
    const length = Math.max(whole - 2 * radius, radius / 100);
    const path = wormLikeChain(random, {
      ...anywhere(area, random),
      direction: 2 * Math.PI * random.uniform(),
      length,
      persistence: options.persistenceUm,
    });
    const labels = poisson(random, whole * options.labelsPerUm);
    for (let label = 0; label < labels; label++) {
      const { along, aside } = inCapsule(random, length, radius, options.labelled === 'membrane');
      places.add(...pointOn(path, along, aside));
    }
  }
}

/**
 * A point of a capsule, seen from above. A sphere's surface between two planes depends on their distance alone
 * (Archimedes), as a cylinder's does: on the membrane points are even along the whole axis. In the matrix their number
 * goes with the square of the local radius.
 */
function inCapsule(
  random: RandomStream,
  length: number,
  radius: number,
  isOnMembrane: boolean,
): { along: number; aside: number } {
  for (;;) {
    const along = (length + 2 * radius) * random.uniform() - radius;
    const beyond = Math.max(0, -along, along - length) / radius;
    const square = 1 - beyond * beyond;
    if (!isOnMembrane && random.uniform() > square) continue;
    const outwards = isOnMembrane ? 1 : Math.sqrt(random.uniform());
    const aside = radius * Math.sqrt(square) * outwards * Math.cos(2 * Math.PI * random.uniform());
    return { along, aside };
  }
}
