import type { SimulatedSample } from '../../contract/simulated-sample';
import type { RandomStream } from '../../imaging/random';
import { anywhere, wholeArea, type Area } from '../area';
import { logNormal, poisson } from '../distributions';
import type { Places } from '../places';

/**
 * Spheres anywhere, of log-normal diameters, seen from above. Fluorophores lie evenly on the membrane, as many as its
 * surface asks for, or in the lumen, as many as its volume does.
 */
export function vesicles(
  options: Extract<SimulatedSample, { kind: 'vesicles' }>,
  area: Area,
  random: RandomStream,
  places: Places,
): void {
  const number = poisson(random, options.perSquareUm * wholeArea(area));
  const isOnMembrane = options.labelled === 'membrane';
  for (let i = 0; i < number; i++) {
    const { x, y } = anywhere(area, random);
    const size = logNormal(random, options.variation);
    const radius = (options.diameterNm / 2000) * size;
    const labels = poisson(random, options.labels * size ** (isOnMembrane ? 2 : 3));
    for (let label = 0; label < labels; label++) {
      const height = 2 * random.uniform() - 1;
      const outwards = isOnMembrane ? 1 : Math.cbrt(random.uniform());
      const aside = radius * outwards * Math.sqrt(1 - height * height);
      const angle = 2 * Math.PI * random.uniform();
      places.add(x + aside * Math.cos(angle), y + aside * Math.sin(angle));
    }
  }
}
