import { randomNumbers } from './plain-network';

/** A tensor of a made-up state dict: PyTorch's axis order. */
export interface MadeTensor {
  shape: number[];
  data: Float32Array;
}

/** State dicts as the published PyTorch code names and orders them, made without Finescope's own networks. */
export class StateDictMaker {
  readonly tensors = new Map<string, MadeTensor>();
  readonly #random: () => number;

  constructor(seed = 1) {
    this.#random = randomNumbers(seed);
  }

  /** A convolution's kernel; [out, in, side, side], or [in, out, side, side] of a transposed one. */
  conv(name: string, first: number, second: number, side: number, bias = false): this {
    this.#add(`${name}.weight`, [first, second, side, side]);
    if (bias) this.#add(`${name}.bias`, [first]);
    return this;
  }

  norm(name: string, features: number): this {
    for (const part of ['weight', 'bias', 'running_mean', 'running_var'])
      this.#add(`${name}.${part}`, [features]);
    this.#add(`${name}.num_batches_tracked`, []);
    return this;
  }

  #add(name: string, shape: number[]): void {
    const length = shape.reduce((a, b) => a * b, 1);
    this.tensors.set(name, { shape, data: Float32Array.from({ length }, () => 0.1 + this.#random()) });
  }
}

/** DenseED as Mannam et al. name it. */
export function denseEdState(blocks: number[], growth = 16, first = 48): Map<string, MadeTensor> {
  const state = new StateDictMaker().conv('features.In_conv', first, 1, 7);
  const block = (name: string, from: number, count: number): number => {
    for (let i = 0; i < count; i++) {
      const layer = `features.${name}.denselayer${i + 1}`;
      state.norm(`${layer}.norm1`, from + i * growth).conv(`${layer}.conv1`, growth, from + i * growth, 3);
    }
    return from + count * growth;
  };
  const transition = (name: string, from: number, second: string, out?: number): number => {
    const half = Math.floor(from / 2);
    state.norm(`features.${name}.norm1`, from).conv(`features.${name}.conv1`, half, from, 1);
    state.norm(`features.${name}.norm2`, half).conv(`features.${name}.${second}`, half, out ?? half, 3);
    return half;
  };
  let features = transition('TransDown1', block('EncBlock1', first, blocks[0]!), 'conv2');
  features = transition('TransUp1', block('DecBlock1', features, blocks[1]!), 'convT2');
  transition('LastTransUp', block('DecBlock2', features, blocks[2]!), 'convT2', 1);
  return state.tensors;
}

/** The U-Net as the published code names it, with batch norm or without; without skips it is the autoencoder. */
export function unetState(batchNorm: boolean, skips = true): Map<string, MadeTensor> {
  const state = new StateDictMaker(2).conv('enc_conv0', 48, 1, 3);
  const step = (prefix: string, id: string, out: number, from: number): void => {
    state.conv(`${prefix}_conv${id}`, out, from, 3);
    if (batchNorm) state.norm(`${prefix}_bn${id}`, out);
  };
  for (let i = 1; i <= 6; i++) step('enc', String(i), 48, 48);
  for (let i = 5; i >= 2; i--) {
    step('dec', `${i}a`, 96, (i === 5 ? 48 : 96) + (skips ? 48 : 0));
    step('dec', `${i}b`, 96, 96);
  }
  step('dec', '1a', 64, skips ? 97 : 96);
  step('dec', '1b', 32, 64);
  return state.conv('dec_conv1c', 1, 32, 3).tensors;
}

/** DnCNN as Zhang's PyTorch code names it. */
export function dnCnnState(layers = 17, features = 64): Map<string, MadeTensor> {
  const state = new StateDictMaker(3).conv('dncnn.0', features, 1, 3, true);
  for (let i = 0; i < layers - 2; i++) {
    state.conv(`dncnn.${2 + 3 * i}`, features, features, 3).norm(`dncnn.${3 + 3 * i}`, features);
  }
  return state.conv(`dncnn.${2 + 3 * (layers - 2)}`, 1, features, 3).tensors;
}

/** The generator of the group's later GAN. */
export function ganGeneratorState(): Map<string, MadeTensor> {
  return new StateDictMaker(4)
    .conv('model.0', 48, 1, 3)
    .conv('model.1', 64, 48, 3)
    .norm('model.3', 64)
    .conv('model.4', 192, 64, 3)
    .norm('model.6', 192)
    .conv('model.7', 192, 128, 3)
    .norm('model.9', 128)
    .conv('model.10', 128, 64, 4)
    .norm('model.12', 64)
    .conv('model.13', 64, 1, 3)
    .norm('model.15', 1).tensors;
}
