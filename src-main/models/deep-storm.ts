import { INPUT, LayerList } from './layer-list';
import type { Network } from './layers';

/** Which Deep-STORM; other features than the published ones are for tests. */
export interface DeepStormOptions {
  /** How much finer the grid of the answer is: a power of 2, at least 8 pixels must be halved three times. */
  scale?: number;
  /** Features at each of the three levels and at the bottom. */
  features?: readonly [number, number, number, number];
}

/**
 * Deep-STORM (Nehme 2018): a frame of blinking emitters, enlarged by repetition, to a map of where they are: three
 * halvings and three doublings of the side, 3x3 convolutions with batch norm and ReLU, no bias, linear at the end.
 * 1,366,208 parameters. Enlarged sides must be multiples of 8: any frame at the published scale of 8.
 *
 * Epsilon is the authors' (Keras's). Their statistics move by a hundredth a step; here by a tenth, so that a run of some
 * hundred steps predicts with statistics of its own images and not of the initial ones. Training does not depend on it.
 */
export function deepStorm({ scale = 8, features = [32, 64, 128, 512] }: DeepStormOptions = {}): Network {
  const layers = new LayerList(scale === 8 ? 'Deep-STORM' : `Deep-STORM x${scale}`, 1);
  const step = (id: string, from: string, width: number): string => {
    const conv = layers.conv(`${id}.conv`, from, width, { kernel: 3, padding: 1 });
    return layers.relu(`${id}.relu`, layers.batchNorm(`${id}.norm`, conv, { epsilon: 1e-3 }));
  };

  let x = scale === 1 ? INPUT : layers.upsample('enlarged', INPUT, scale);
  for (let level = 1; level <= 3; level++) {
    x = layers.maxPool(`encoder${level}.pool`, step(`encoder${level}`, x, features[level - 1]!));
  }
  x = step('bottom', x, features[3]);
  for (let level = 3; level >= 1; level--) {
    x = step(`decoder${level}`, layers.upsample(`decoder${level}.upsample`, x), features[level - 1]!);
  }
  layers.conv('last.conv', x, 1, { kernel: 1 });
  return layers.network();
}
