import { InvalidRequestError } from '../contract/errors';
import type { Adversarial } from '../contract/training-config';
import { layerSides } from './geometry';
import { INPUT, LayerList } from './layer-list';
import type { Network } from './layers';

/** Whose discriminator. */
export type DiscriminatorKind = Adversarial['discriminator'];

/** Whether a discriminator judges an image beside the input that it was made of. */
export function seesInput(kind: DiscriminatorKind): boolean {
  return kind === 'patch';
}

/** What a discriminator looks at, and how wide it is. */
export interface DiscriminatorOptions {
  /** Side of the patches it judges, in pixels of the target. */
  side: number;
  /** 1: the image alone; 2: first the input, enlarged to the target's size, then the image. */
  inputFeatures: number;
  /** Features of the first convolution of all but the group's; 64 is published, fewer are for tests. */
  features?: number;
}

/**
 * The network that tells targets from predictions. Its output are logits, one for each patch ([1, 1, 1]) or, of `patch`,
 * a map of them: the sigmoid is the loss's. Throws InvalidRequestError where patches are too small for it.
 */
export function discriminatorOf(kind: DiscriminatorKind, options: DiscriminatorOptions): Network {
  const { inputFeatures, side, features = 64 } = options;
  const layers = new LayerList(NAMES[kind], inputFeatures);
  const last = CONVOLUTIONS[kind](layers, features, side);
  const lastSide = layerSides(layers.network(), side)?.get(last);
  if (lastSide === undefined) throw tooSmall(kind, layers.network(), side);
  addHead(kind, layers, last, lastSide);
  return layers.network();
}

const NAMES: Record<DiscriminatorKind, string> = {
  group: "the group's discriminator",
  wang: "Wang's discriminator",
  vgg: "RFGANM's discriminator",
  patch: "pix2pix's discriminator",
};

/** Appends the convolutions and answers the last layer. */
type Convolutions = (layers: LayerList, features: number, side: number) => string;

/**
 * The group's (networks.md): a 2x2 and a 3x3 convolution of 8 features, four strided ones of 12, 16, 20 and 24, each with
 * bias and ReLU, batch norm after all but the first, no padding: the published 128 pixels end at 6 x 6 x 24 = 864 values.
 */
const groupConvolutions: Convolutions = (layers) => {
  let x = layers.relu('first.relu', layers.conv('first.conv', INPUT, 8, { kernel: 2, bias: true }));
  for (const [i, width] of [8, 12, 16, 20, 24].entries()) {
    const options = { kernel: 3, stride: i === 0 ? 1 : 2, bias: true };
    const conv = layers.conv(`block${i + 1}.conv`, x, width, options);
    x = layers.batchNorm(`block${i + 1}.norm`, layers.relu(`block${i + 1}.relu`, conv));
  }
  return x;
};

/** Wang 2019: one convolution, then five blocks of two, of which the second halves the side and doubles the features. */
const wangConvolutions: Convolutions = (layers, features) => {
  const step = (id: string, from: string, width: number, stride: number): string => {
    const options = { kernel: 3, padding: 1, stride, bias: true };
    return layers.leakyRelu(`${id}.relu`, layers.conv(`${id}.conv`, from, width, options), 0.1);
  };
  let x = step('first', INPUT, features, 1);
  for (let block = 1; block <= 5; block++) {
    const width = layers.features(x);
    x = step(`block${block}.b`, step(`block${block}.a`, x, width, 1), 2 * width, 2);
  }
  return x;
};

/** Side at which RFGANM's convolutions may end, so that what follows does not grow with the patch: 96 ends at 6. */
const LARGEST_VGG_END = 8;

/**
 * RFGANM (Zhang H. 2019), which is SRGAN's (Ledig 2017): pairs of 3x3 convolutions of 64, 128, 256 and 512 features, the
 * second of each with stride 2; batch norm after all but the first, LeakyReLU 0.2. Patches larger than the 96 pixels
 * that SRGAN was made for have further pairs of 512, as its fully connected layer would have 300 million weights at 384.
 */
const vggConvolutions: Convolutions = (layers, features, side) => {
  let x = INPUT;
  for (let pair = 1; pair <= 4 || side / 2 ** (pair - 1) > LARGEST_VGG_END; pair++) {
    for (const stride of [1, 2]) {
      const id = `pair${pair}.${stride === 1 ? 'a' : 'b'}`;
      const bare = x === INPUT;
      const options = { kernel: 3, padding: 1, stride, bias: bare };
      const conv = layers.conv(`${id}.conv`, x, features * 2 ** Math.min(3, pair - 1), options);
      x = layers.leakyRelu(`${id}.relu`, bare ? conv : layers.batchNorm(`${id}.norm`, conv), 0.2);
    }
  }
  return x;
};

/** pix2pix (Isola 2017), 70 x 70: 4x4 convolutions, three of stride 2 and one of 1; the head is one more. */
const patchConvolutions: Convolutions = (layers, features) => {
  let x = INPUT;
  for (const [i, stride] of [2, 2, 2, 1].entries()) {
    const id = `layer${i + 1}`;
    const options = { kernel: 4, padding: 1, stride, bias: i === 0 };
    const conv = layers.conv(`${id}.conv`, x, features * 2 ** i, options);
    x = layers.leakyRelu(`${id}.relu`, i === 0 ? conv : layers.batchNorm(`${id}.norm`, conv), 0.2);
  }
  return layers.conv('last.conv', x, 1, { kernel: 4, padding: 1, bias: true });
};

const CONVOLUTIONS: Record<DiscriminatorKind, Convolutions> = {
  group: groupConvolutions,
  wang: wangConvolutions,
  vgg: vggConvolutions,
  patch: patchConvolutions,
};

/** Appends what makes logits of the last convolution's `side` x `side` pixels. */
function addHead(kind: DiscriminatorKind, layers: LayerList, last: string, side: number): void {
  switch (kind) {
    case 'group': {
      const widths = [256, 128, 64];
      const hidden = widths.reduce((x, width, i) => {
        const dense = layers.dense(`dense${i + 1}`, x, width, i === 0 ? side ** 2 : 1);
        return layers.relu(`dense${i + 1}.relu`, dense);
      }, last);
      layers.dense('logit', hidden, 1, 1);
      return;
    }
    case 'wang': {
      const pooled = side > 1 ? layers.averagePool('pool', last, side) : last;
      const hidden = layers.dense('dense1', pooled, layers.features(pooled), 1);
      layers.dense('logit', layers.leakyRelu('dense1.relu', hidden, 0.1), 1, 1);
      return;
    }
    case 'vgg': {
      const hidden = layers.dense('dense1', last, 2 * layers.features(last), side ** 2);
      layers.dense('logit', layers.leakyRelu('dense1.relu', hidden, 0.2), 1, 1);
      return;
    }
    case 'patch':
      return;
  }
}

function tooSmall(kind: DiscriminatorKind, convolutions: Network, side: number): InvalidRequestError {
  let smallest = side + 1;
  while (!layerSides(convolutions, smallest)) smallest++;
  return new InvalidRequestError(
    `Patches of ${side} x ${side} target pixels are too small for ${NAMES[kind]}: choose patches of at least ${smallest}, or another discriminator.`,
    { parameter: 'patches.side' },
  );
}
