import { INPUT, LayerList } from './layer-list';
import type { Network } from './layers';

/** Which pix2pix U-Net: how often the side is halved, and features after the first halving. */
export interface AnnaPalmOptions {
  levels?: number;
  features?: number;
}

/** Of the values after each of the first three decoders, in training; part of the published network. */
const DROPOUT = 0.5;

/**
 * The generator of ANNA-PALM (Ouyang 2018), which is the U-Net of pix2pix (Isola 2017): eight 4x4 convolutions of stride
 * 2 with LeakyReLU 0.2 down (64, 128, 256, 512 five times), eight transposed ones with ReLU up, each joined with what the
 * encoder had at its size; batch norm, but not after the first, the innermost (where it would erase an image of one pixel,
 * as pix2pix's authors found) and the last; dropout 0.5 in the first three decoders; tanh. No bias but the last. pix2pix
 * keeps its dropout when it predicts; here a prediction is the same each time. Sides are multiples of 2^levels.
 */
export function annaPalm({ levels = 8, features = 64 }: AnnaPalmOptions = {}): Network {
  const layers = new LayerList('ANNA-PALM', 1);
  const sampling = { kernel: 4, stride: 2, padding: 1 };
  const width = (level: number): number => features * Math.min(8, 2 ** (level - 1));

  // The decoder's ReLU makes the same of what the encoder had before its LeakyReLU and after; after, it has one reader
  // less, and TensorFlow makes one operation of convolution and LeakyReLU.
  const seen: string[] = [];
  let x = layers.conv('encoder1.conv', INPUT, width(1), sampling);
  for (let level = 2; level <= levels; level++) {
    const id = `encoder${level}`;
    seen.push(layers.leakyRelu(`${id}.relu`, x, 0.2));
    x = layers.conv(`${id}.conv`, seen.at(-1)!, width(level), sampling);
    if (level < levels) x = layers.batchNorm(`${id}.norm`, x);
  }
  for (let level = levels; level >= 2; level--) {
    const id = `decoder${level}`;
    x = layers.transposedConv(`${id}.conv`, layers.relu(`${id}.relu`, x), width(level - 1), sampling);
    x = layers.batchNorm(`${id}.norm`, x);
    if (level > levels - 3) x = layers.dropout(`${id}.dropout`, x, DROPOUT);
    x = layers.concat(`${id}.concat`, [x, seen[level - 2]!]);
  }
  const last = layers.relu('decoder1.relu', x);
  layers.tanh('decoder1.tanh', layers.transposedConv('decoder1.conv', last, 1, { ...sampling, bias: true }));
  return layers.network();
}
