import { INPUT, LayerList } from './layer-list';
import type { Network } from './layers';

/** Which U-Net. The published one has 5 levels, 48 and 96 features; smaller ones are for tests. */
export interface UNetOptions {
  /** Batch norm after every convolution but the first and last, and tanh at the end; or neither. */
  batchNorm?: boolean;
  /** How often the side is halved. */
  levels?: number;
  encoderFeatures?: number;
  decoderFeatures?: number;
  /** Features of the two convolutions before the last. */
  lastFeatures?: readonly [number, number];
  /** Whether the decoder sees what the encoder saw; without, it is the paper's autoencoder. */
  skips?: boolean;
}

/**
 * The U-Net that Mannam et al., SPIE 2021, compare with (figure 2a), Noise2Noise's (Lehtinen 2018): 3x3 convolutions
 * without bias, LeakyReLU 0.1, max-pool, nearest-neighbour upsampling, skips from the pooled encoder outputs and from
 * the input image. 18 convolutions, 989,712 parameters with batch norm; sides must be multiples of 2^levels.
 */
export function unet({
  batchNorm = true,
  levels = 5,
  encoderFeatures = 48,
  decoderFeatures = 96,
  lastFeatures = [64, 32],
  skips = true,
}: UNetOptions = {}): Network {
  const layers = new LayerList(
    `${skips ? 'U-Net' : 'Autoencoder'}${batchNorm ? '' : ' without batch norm'}`,
    1,
  );
  const sampling = { kernel: 3, padding: 1 };

  const step = (id: string, from: string, features: number, norm = batchNorm): string => {
    const conv = layers.conv(`${id}.conv`, from, features, sampling);
    return layers.leakyRelu(`${id}.relu`, norm ? layers.batchNorm(`${id}.norm`, conv) : conv, 0.1);
  };

  const seen = [INPUT];
  let x = step('encoder0', INPUT, encoderFeatures, false);
  for (let level = 1; level <= levels; level++) {
    x = layers.maxPool(`encoder${level}.pool`, step(`encoder${level}`, x, encoderFeatures));
    seen.push(x);
  }
  x = step('bottom', x, encoderFeatures);
  for (let level = levels; level >= 1; level--) {
    x = layers.upsample(`decoder${level}.upsample`, x);
    if (skips) x = layers.concat(`decoder${level}.concat`, [x, seen[level - 1]!]);
    const [a, b] = level > 1 ? [decoderFeatures, decoderFeatures] : lastFeatures;
    x = step(`decoder${level}.b`, step(`decoder${level}.a`, x, a), b);
  }
  const last = layers.conv('last.conv', x, 1, sampling);
  if (batchNorm) layers.tanh('last.tanh', last);
  return layers.network();
}
