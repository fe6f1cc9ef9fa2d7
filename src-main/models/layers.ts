/**
 * A network is plain data: a list of layers in order, each naming the layers it reads. Parameter counts, geometry,
 * TensorFlow graphs and the WASM executor are readers of this list; a published network is one file that makes it.
 *
 * Axis order is NHWC; kernels are [height, width, in, out] (a transposed convolution's: [height, width, out, in]).
 */

/** What every layer has: a unique id, the ids it reads ("input" is the network's input), and its features out. */
interface LayerCommon {
  id: string;
  from: string[];
  features: number;
}

/** 2D convolution of `inputs` features with zero padding on every side; `bias`: a number is added to each output. */
export interface ConvLayer extends LayerCommon {
  kind: 'conv';
  kernel: number;
  stride: number;
  padding: number;
  inputs: number;
  bias: boolean;
}

/** Transposed 2D convolution: size out = (size - 1) * stride - 2 * padding + kernel + outputPadding. */
export interface TransposedConvLayer extends LayerCommon {
  kind: 'transposedConv';
  kernel: number;
  stride: number;
  padding: number;
  outputPadding: number;
  inputs: number;
  bias: boolean;
}

/** Batch normalisation: scale, shift, running mean and variance of `features` channels. */
export interface BatchNormLayer extends LayerCommon {
  kind: 'batchNorm';
  epsilon: number;
  momentum: number;
}

/** Pointwise functions. `slope` is LeakyReLU's for negative values. */
export interface ActivationLayer extends LayerCommon {
  kind: 'relu' | 'leakyRelu' | 'tanh' | 'sigmoid';
  slope?: number;
}

/** In training, whole values are zeroed with probability `rate` and the others divided by 1 - rate; else nothing. */
export interface DropoutLayer extends LayerCommon {
  kind: 'dropout';
  rate: number;
}

/** Largest value of each `size` x `size` square, stride `size`. */
export interface MaxPoolLayer extends LayerCommon {
  kind: 'maxPool';
  size: number;
}

/** Mean of each `size` x `size` square, stride `size`; an incomplete square at the right or bottom is left out. */
export interface AveragePoolLayer extends LayerCommon {
  kind: 'averagePool';
  size: number;
}

/**
 * Enlargement by an integer factor of at least 2. `nearest` (where absent) repeats pixels; `bilinear` and `bicubic` (Keys
 * 1981, a = -0.5, positions to 1/1024 of a pixel) interpolate between pixel centres. At the border, what would be read beyond it weighs nothing and the
 * others more, so that weights sum to 1 (which for `bilinear` is to repeat the border).
 */
export interface UpsampleLayer extends LayerCommon {
  kind: 'upsample';
  factor: number;
  method?: 'nearest' | 'bilinear' | 'bicubic';
}

/**
 * Sub-pixel enlargement (Shi 2016): factor² features become a `factor` x `factor` square of one. Input feature
 * (row * factor + column) * features + feature goes to the square's row and column. (PyTorch counts
 * (feature * factor + row) * factor + column.)
 */
export interface PixelShuffleLayer extends LayerCommon {
  kind: 'pixelShuffle';
  factor: number;
}

/** Channels of all inputs, side by side. */
export interface ConcatLayer extends LayerCommon {
  kind: 'concat';
}

/** First input minus second. */
export interface SubtractLayer extends LayerCommon {
  kind: 'subtract';
}

/** Sum of all inputs, which have the same features. */
export interface AddLayer extends LayerCommon {
  kind: 'add';
}

/** The input's features, then zeros up to `features`: a shortcut past layers that widen. */
export interface PadFeaturesLayer extends LayerCommon {
  kind: 'padFeatures';
}

/**
 * Fully connected: every value of the input ([height, width, features], flattened in that order to `inputs` numbers)
 * weighs in each of `features` outputs, a 1 x 1 image. Only for discriminators, whose input has a fixed size.
 */
export interface DenseLayer extends LayerCommon {
  kind: 'dense';
  inputs: number;
  bias: boolean;
}

export type Layer =
  | ConvLayer
  | TransposedConvLayer
  | BatchNormLayer
  | ActivationLayer
  | DropoutLayer
  | MaxPoolLayer
  | AveragePoolLayer
  | UpsampleLayer
  | PixelShuffleLayer
  | ConcatLayer
  | SubtractLayer
  | AddLayer
  | PadFeaturesLayer
  | DenseLayer;

/** A network: layers in an order in which each only reads earlier ones. The last layer is the output. */
export interface Network {
  name: string;
  inputFeatures: number;
  layers: Layer[];
}

/** The tensors a layer owns: their names (as in bundles) and shapes. Batch-norm statistics are not trained. */
export interface TensorSpec {
  name: string;
  shape: number[];
  trained: boolean;
}

/** The tensors of one layer, in a fixed order. Names are `<layer id>.<part>`. */
export function layerTensors(layer: Layer): TensorSpec[] {
  const tensor = (part: string, shape: number[], trained = true): TensorSpec => ({
    name: `${layer.id}.${part}`,
    shape,
    trained,
  });
  switch (layer.kind) {
    case 'conv':
    case 'transposedConv': {
      const { kernel, inputs, features, bias } = layer;
      const channels = layer.kind === 'conv' ? [inputs, features] : [features, inputs];
      const kernelTensor = tensor('kernel', [kernel, kernel, ...channels]);
      return bias ? [kernelTensor, tensor('bias', [features])] : [kernelTensor];
    }
    case 'dense': {
      const kernelTensor = tensor('kernel', [layer.inputs, layer.features]);
      return layer.bias ? [kernelTensor, tensor('bias', [layer.features])] : [kernelTensor];
    }
    case 'batchNorm': {
      const shape = [layer.features];
      return [
        tensor('scale', shape),
        tensor('shift', shape),
        tensor('mean', shape, false),
        tensor('variance', shape, false),
      ];
    }
    default:
      return [];
  }
}

/** All tensors of a network, in layer order. */
export function networkTensors(network: Network): TensorSpec[] {
  return network.layers.flatMap(layerTensors);
}

/** Values of a network's tensors by name, float32. */
export type Weights = Map<string, Float32Array>;
