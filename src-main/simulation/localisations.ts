import type { PixelBlock, Rectangle } from '../contract/image';
import type { SimulatedLocalisations, SimulationConfig } from '../contract/simulation';
import { RandomStream } from '../imaging/random';
import { poisson } from './distributions';
import type { Scene } from './scene';

const FULL_SCALE = 65_535;

/** Which image of localisations: few of them, or all. */
export type LocalisationImage = 'sparse' | 'dense';

/**
 * A rectangle of an image of localisations on the grid of the truth, as ANNA-PALM is trained on (Ouyang et al., Nat.
 * Biotechnol. 36, 460 (2018)): each fluorophore is localised a Poisson distributed number of times, each time off by a normal
 * error; the sparse image has a random part of the localisations of the dense one. Counts of 16 bits, where it saturates.
 */
export function localisationBlock(
  config: SimulationConfig,
  localisations: SimulatedLocalisations,
  { places }: Pick<Scene, 'places'>,
  field: number,
  which: LocalisationImage,
  { x: left, y: top, width, height }: Rectangle,
): PixelBlock {
  const { truth, pixelSizeNm, seed } = config;
  const { perFluorophore, precisionNm, part, countsPerLocalisation } = localisations;
  const random = new RandomStream(seed, 'localisations', field);
  const error = precisionNm / pixelSizeNm;
  const data = new Uint16Array(width * height);
  for (let i = 0; i < places.count; i++) {
    const times = poisson(random, perFluorophore);
    for (let time = 0; time < times; time++) {
      const x = places.x[i]! + error * random.normal();
      const y = places.y[i]! + error * random.normal();
      const isInBoth = random.uniform() < part;
      if (which === 'sparse' && !isInBoth) continue;
      const column = Math.floor(x * truth.magnification) - left;
      const row = Math.floor(y * truth.magnification) - top;
      if (column < 0 || column >= width || row < 0 || row >= height) continue;
      const at = row * width + column;
      data[at] = Math.min(FULL_SCALE, data[at]! + countsPerLocalisation);
    }
  }
  return { width, height, samples: 1, pixelType: 'uint16', data };
}
