import type { SimulatedSample } from '../../contract/simulated-sample';
import type { RandomStream } from '../../imaging/random';
import type { Area } from '../area';
import { Places } from '../places';
import { actin } from './actin';
import { microtubules } from './microtubules';
import { mitochondria } from './mitochondria';
import { nuclearPores } from './nuclear-pores';
import { scattered } from './scattered';
import { vesicles } from './vesicles';

/** Places of all fluorophores of a sample, in the field and its margin. Throws InvalidRequestError for too many. */
export function makeSample(sample: SimulatedSample, area: Area, random: RandomStream): Places {
  const places = new Places(area);
  switch (sample.kind) {
    case 'actin':
      actin(sample, area, random, places);
      break;
    case 'microtubules':
      microtubules(sample, area, random, places);
      break;
    case 'mitochondria':
      mitochondria(sample, area, random, places);
      break;
    case 'vesicles':
      vesicles(sample, area, random, places);
      break;
    case 'nuclear-pores':
      nuclearPores(sample, area, random, places);
      break;
    case 'scattered':
      scattered(sample, area, random, places);
      break;
  }
  return places;
}
