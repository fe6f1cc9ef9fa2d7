import { INPUT, LayerList } from './layer-list';
import type { Network } from './layers';

/** Which ResNet: residual blocks, features, and how many times the side of the input the output has. */
export interface ResNetOptions {
  blocks?: number;
  features?: number;
  /** 1, 2 or 4: none, one or two pixel shuffles. */
  scale?: number;
}

/**
 * The generator of RFGANM (Zhang H. 2019), which is SRGAN's (Ledig 2017) with 3x3 convolutions, ReLU and tanh: 16
 * residual blocks of two convolutions with batch norm, a skip past all of them, and two pixel shuffles that each double
 * the side. Convolutions that batch norm follows have no bias.
 */
export function resNet({ blocks = 16, features = 64, scale = 4 }: ResNetOptions = {}): Network {
  const layers = new LayerList(scale === 4 ? 'ResNet' : `ResNet x${scale}`, 1);
  const sampling = { kernel: 3, padding: 1 };
  const normalised = (id: string, from: string): string =>
    layers.batchNorm(`${id}.norm`, layers.conv(`${id}.conv`, from, features, sampling));

  const first = layers.relu(
    'first.relu',
    layers.conv('first.conv', INPUT, features, { ...sampling, bias: true }),
  );
  let x = first;
  for (let i = 1; i <= blocks; i++) {
    const inner = layers.relu(`block${i}.a.relu`, normalised(`block${i}.a`, x));
    x = layers.add(`block${i}.add`, [x, normalised(`block${i}.b`, inner)]);
  }
  x = layers.add('middle.add', [normalised('middle', x), first]);
  for (let stage = 1; stage <= Math.log2(scale); stage++) {
    const conv = layers.conv(`up${stage}.conv`, x, 4 * features, { ...sampling, bias: true });
    x = layers.relu(`up${stage}.relu`, layers.pixelShuffle(`up${stage}.shuffle`, conv));
  }
  layers.tanh('last.tanh', layers.conv('last.conv', x, 1, { kernel: 1, bias: true }));
  return layers.network();
}
