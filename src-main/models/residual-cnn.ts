import { INPUT, LayerList } from './layer-list';
import type { Network } from './layers';

/** Which residual CNN: convolutions in all, their features, and by how much the input is enlarged first. */
export interface ResidualCnnOptions {
  layers?: number;
  features?: number;
  scale?: number;
}

/**
 * The residual CNN of Ayas and Ekinci 2020, laid out like VDSR (Kim 2016): 20 3x3 convolutions with bias, ReLU between
 * them, whose answer is added to the input; where the output is larger than the input, to the input enlarged bicubically.
 * 665,921 parameters; without enlargement a receptive field of 41 x 41.
 */
export function residualCnn({
  layers: depth = 20,
  features = 64,
  scale = 1,
}: ResidualCnnOptions = {}): Network {
  const layers = new LayerList(scale === 1 ? 'Residual CNN' : `Residual CNN x${scale}`, 1);
  const sampling = { kernel: 3, padding: 1, bias: true };
  const input = scale === 1 ? INPUT : layers.upsample('enlarged', INPUT, scale, 'bicubic');
  let x = input;
  for (let i = 1; i < depth; i++) {
    x = layers.relu(`layer${i}.relu`, layers.conv(`layer${i}.conv`, x, features, sampling));
  }
  const answer = layers.conv('last.conv', x, 1, sampling);
  layers.add('residual', [input, answer]);
  return layers.network();
}
