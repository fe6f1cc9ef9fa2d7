import type { SimulatedSample } from '../../contract/simulated-sample';
import type { RandomStream } from '../../imaging/random';
import { anywhere, wholeArea, type Area } from '../area';
import { poisson } from '../distributions';
import type { Places } from '../places';

/** Fluorophores anywhere, independent of one another: what Deep-STORM is trained on. */
export function scattered(
  { perSquareUm }: Extract<SimulatedSample, { kind: 'scattered' }>,
  area: Area,
  random: RandomStream,
  places: Places,
): void {
  const number = poisson(random, perSquareUm * wholeArea(area));
  for (let i = 0; i < number; i++) {
    const { x, y } = anywhere(area, random);
    places.add(x, y);
  }
}
