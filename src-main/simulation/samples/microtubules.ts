import type { SimulatedSample } from '../../contract/simulated-sample';
import type { RandomStream } from '../../imaging/random';
import { anywhere, wholeArea, type Area } from '../area';
import { exponential, poisson } from '../distributions';
import type { Places } from '../places';
import { pointOn, wormLikeChain } from './path';

/** How far (SD, radians) a microtubule's direction is from straight away from where they radiate from. */
const SPREAD = 0.5;

/**
 * Microtubules that radiate from a centre near the field, and cross; fluorophores at random on the wall of each, which is
 * seen from above. In cells they bend as if their persistence length were about 30 micrometres (Brangwynne et al., Curr.
 * Biol. 17, 1977 (2007)), alone it is 5200 (Gittes et al. 1993).
 */
export function microtubules(
  options: Extract<SimulatedSample, { kind: 'microtubules' }>,
  area: Area,
  random: RandomStream,
  places: Places,
): void {
  const { lengthPerSquareUm, lengthUm, persistenceUm, labelsPerUm } = options;
  const radius = options.diameterNm / 2000;
  const centre = { x: area.width * random.uniform(), y: area.height * random.uniform() };
  let left = lengthPerSquareUm * wholeArea(area);
  while (left > 0) {
    const { x, y } = anywhere(area, random);
    const length = Math.min(exponential(random, lengthUm), 5 * lengthUm, left);
    const direction = Math.atan2(y - centre.y, x - centre.x) + SPREAD * random.normal();
    const path = wormLikeChain(random, { x, y, direction, length, persistence: persistenceUm });
    const labels = poisson(random, length * labelsPerUm);
    for (let label = 0; label < labels; label++) {
      const aside = radius * Math.cos(2 * Math.PI * random.uniform());
      places.add(...pointOn(path, length * random.uniform(), aside));
    }
    left -= length;
  }
}
