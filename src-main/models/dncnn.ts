import { INPUT, LayerList } from './layer-list';
import type { Network } from './layers';

/** Which DnCNN: convolutions in all, their features, and whether the network's answer is subtracted from the input. */
export interface DnCnnOptions {
  layers?: number;
  features?: number;
  residual?: boolean;
}

/**
 * DnCNN (Zhang K. et al. 2017) as Mannam et al. compare with it: 3x3 convolutions that keep the side, the first with
 * bias, batch norm (epsilon 1e-4, momentum 0.95 as published) in between. `residual`: output = input - answer.
 */
export function dnCnn({ layers: depth = 17, features = 64, residual = true }: DnCnnOptions = {}): Network {
  const layers = new LayerList(residual ? 'DnCNN' : 'DnCNN without residual', 1);
  const sampling = { kernel: 3, padding: 1 };
  let x = layers.relu('first.relu', layers.conv('first.conv', INPUT, features, { ...sampling, bias: true }));
  for (let i = 1; i <= depth - 2; i++) {
    const conv = layers.conv(`middle${i}.conv`, x, features, sampling);
    const norm = layers.batchNorm(`middle${i}.norm`, conv, { epsilon: 1e-4, momentum: 0.95 });
    x = layers.relu(`middle${i}.relu`, norm);
  }
  const answer = layers.conv('last.conv', x, 1, sampling);
  if (residual) layers.subtract('residual', INPUT, answer);
  return layers.network();
}
