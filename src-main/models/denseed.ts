import { INPUT, LayerList } from './layer-list';
import type { Network } from './layers';

/** What makes one DenseED: dense layers in its three blocks, features a dense layer adds, features after the first conv. */
export interface DenseEdOptions {
  blocks: readonly number[];
  growthRate?: number;
  firstFeatures?: number;
  /**
   * For training: the published scripts' dropout of what each dense layer adds, at this rate; 0: none. All other layers
   * keep their ids, so weights fit with and without.
   */
  dropout?: number;
}

/**
 * DenseED, the dense encoder-decoder of Mannam et al., SPIE 2021 (figure 2b): a strided 7x7 convolution, three dense
 * blocks, one halving and two doublings of the side between and after them. One channel in, one out; sides that are
 * multiples of 4 keep their size. No convolution has a bias.
 */
export function denseEd({
  blocks,
  growthRate = 16,
  firstFeatures = 48,
  dropout = 0,
}: DenseEdOptions): Network {
  const [first, second, third] = blocks as [number, number, number];
  const layers = new LayerList(`DenseED (${blocks.join(',')})`, 1);

  /** Batch norm, ReLU, convolution: the order of every step but the first. */
  const activated = (id: string, from: string): string =>
    layers.relu(`${id}.relu`, layers.batchNorm(`${id}.norm`, from));

  const denseBlock = (id: string, from: string, count: number): string => {
    let x = from;
    for (let i = 1; i <= count; i++) {
      const layer = `${id}.layer${i}`;
      const grown = layers.conv(`${layer}.conv`, activated(layer, x), growthRate, { kernel: 3, padding: 1 });
      const kept = dropout > 0 ? layers.dropout(`${layer}.dropout`, grown, dropout) : grown;
      x = layers.concat(`${layer}.concat`, [x, kept]);
    }
    return x;
  };

  /** 1x1 convolution to half the features, rounded down: the first half of every transition. */
  const halved = (id: string, from: string): string => {
    const features = Math.floor(layers.features(from) / 2);
    return layers.conv(`${id}.reduce.conv`, activated(`${id}.reduce`, from), features, { kernel: 1 });
  };

  const encoding = (id: string, from: string): string => {
    const x = halved(id, from);
    const sampling = { kernel: 3, stride: 2, padding: 1 };
    return layers.conv(`${id}.down.conv`, activated(`${id}.down`, x), layers.features(x), sampling);
  };

  const decoding = (id: string, from: string, features?: number): string => {
    const x = halved(id, from);
    const sampling = { kernel: 3, stride: 2, padding: 1, outputPadding: 1 };
    return layers.transposedConv(
      `${id}.up.conv`,
      activated(`${id}.up`, x),
      features ?? layers.features(x),
      sampling,
    );
  };

  let x = layers.conv('first.conv', INPUT, firstFeatures, { kernel: 7, stride: 2, padding: 2 });
  x = encoding('encoding', denseBlock('block1', x, first));
  x = decoding('decoding', denseBlock('block2', x, second));
  decoding('last', denseBlock('block3', x, third), 1);
  return layers.network();
}
