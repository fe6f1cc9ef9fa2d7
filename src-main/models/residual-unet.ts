import { INPUT, LayerList } from './layer-list';
import type { Network } from './layers';

/** Which residual U-Net: how often the side is halved, and features after the first block. */
export interface ResidualUNetOptions {
  levels?: number;
  features?: number;
}

/**
 * The generator of Wang et al. 2019 (cross-modality super-resolution): at each of four levels a block of three 3x3
 * convolutions with bias and LeakyReLU 0.1. On the way down a block doubles the features and its input, widened by zeros,
 * is added to its answer; then average pooling. One convolution at the bottom. On the way up the image is enlarged
 * bilinearly, joined with that level's block, and a block leaves half of that block's features. Sides are multiples of
 * 2^levels.
 */
export function residualUNet({ levels = 4, features = 64 }: ResidualUNetOptions = {}): Network {
  const layers = new LayerList('Residual U-Net', 1);
  const sampling = { kernel: 3, padding: 1, bias: true };
  const step = (id: string, from: string, width: number): string =>
    layers.leakyRelu(`${id}.relu`, layers.conv(`${id}.conv`, from, width, sampling), 0.1);
  const block = (id: string, from: string, width: number): string =>
    ['a', 'b', 'c'].reduce((x, part) => step(`${id}.${part}`, x, width), from);

  const seen: string[] = [];
  let x = INPUT;
  for (let level = 1; level <= levels; level++) {
    const id = `down${level}`;
    const width = features * 2 ** (level - 1);
    const shortcut = layers.features(x) < width ? layers.padFeatures(`${id}.shortcut`, x, width) : x;
    x = layers.add(`${id}.add`, [shortcut, block(id, x, width)]);
    seen.push(x);
    x = layers.averagePool(`${id}.pool`, x);
  }
  x = step('bottom', x, layers.features(x));
  for (let level = levels; level >= 1; level--) {
    const id = `up${level}`;
    const skip = seen[level - 1]!;
    const enlarged = layers.upsample(`${id}.upsample`, x, 2, 'bilinear');
    const width = Math.max(1, Math.floor(layers.features(skip) / 2));
    x = block(id, layers.concat(`${id}.concat`, [skip, enlarged]), width);
  }
  layers.conv('last.conv', x, 1, sampling);
  return layers.network();
}
