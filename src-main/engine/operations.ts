import type { Attribute, Graph, Tensor } from './graph';

/**
 * The TensorFlow operations that networks are made of, as small functions that carry shapes. Images are
 * [batch, height, width, features] throughout.
 */

/** How a convolution moves: the same along both axes; padding on every side, in pixels of the unstrided image. */
export interface Stepping {
  stride: number;
  padding: number;
}

const FLOAT: Record<string, Attribute> = { T: { kind: 'type', value: 'float32' } };

function pointwise(
  graph: Graph,
  op: string,
  inputs: Tensor[],
  attributes: Record<string, Attribute> = {},
): Tensor {
  const { type, shape } = inputs[0]!;
  return graph.add(op, inputs, { ...FLOAT, ...attributes }, [{ type, shape }])[0]!;
}

function convolution({ stride, padding }: Stepping): Record<string, Attribute> {
  const valid = padding === 0;
  return {
    ...FLOAT,
    strides: { kind: 'ints', value: [1, stride, stride, 1] },
    dilations: { kind: 'ints', value: [1, 1, 1, 1] },
    padding: { kind: 'string', value: valid ? 'VALID' : 'EXPLICIT' },
    explicit_paddings: { kind: 'ints', value: valid ? [] : [0, 0, padding, padding, padding, padding, 0, 0] },
    data_format: { kind: 'string', value: 'NHWC' },
    use_cudnn_on_gpu: { kind: 'bool', value: true },
  };
}

/** Convolution; `kernel` is [height, width, in, out]. */
export function conv2d(graph: Graph, image: Tensor, kernel: Tensor, stepping: Stepping): Tensor {
  const [batch, height, width] = image.shape as [number, number, number];
  const [kernelHeight, kernelWidth, , features] = kernel.shape as [number, number, number, number];
  const { stride, padding } = stepping;
  const out = (side: number, kernelSide: number) =>
    Math.floor((side + 2 * padding - kernelSide) / stride) + 1;
  const shape = [batch, out(height, kernelHeight), out(width, kernelWidth), features];
  return graph.add('Conv2D', [image, kernel], convolution(stepping), [{ type: 'float32', shape }])[0]!;
}

/**
 * Transposed convolution as the gradient of a convolution with respect to its input; `kernel` is
 * [height, width, out, in], and [height, width] the size of the result.
 */
export function transposedConv2d(
  graph: Graph,
  image: Tensor,
  kernel: Tensor,
  stepping: Stepping,
  [height, width]: [number, number],
): Tensor {
  const shape = [image.shape[0]!, height, width, kernel.shape[2]!];
  const inputs = [graph.integers(shape), kernel, image];
  return graph.add('Conv2DBackpropInput', inputs, convolution(stepping), [{ type: 'float32', shape }])[0]!;
}

/** Adds one value per feature. */
export function biasAdd(graph: Graph, image: Tensor, bias: Tensor): Tensor {
  return pointwise(graph, 'BiasAdd', [image, bias], { data_format: { kind: 'string', value: 'NHWC' } });
}

/** Sum; `b` has the shape of `a` or one value per feature. */
export function add(graph: Graph, a: Tensor, b: Tensor): Tensor {
  return pointwise(graph, 'AddV2', [a, b]);
}

/** Difference a - b. */
export function subtract(graph: Graph, a: Tensor, b: Tensor): Tensor {
  return pointwise(graph, 'Sub', [a, b]);
}

/** Product; `b` has the shape of `a` or one value per feature. */
export function multiply(graph: Graph, a: Tensor, b: Tensor): Tensor {
  return pointwise(graph, 'Mul', [a, b]);
}

/** The epsilon of {@link affine}'s batch norm; with variance 1 - epsilon the divisor is exactly 1. */
const EPSILON = 2 ** -10;

/**
 * image * scale + shift per feature in one pass over the image, as a batch norm of mean 0 and standard deviation 1:
 * TensorFlow fuses it with a ReLU that follows.
 */
export function affine(graph: Graph, image: Tensor, scale: Tensor, shift: Tensor): Tensor {
  const features = image.shape[3]!;
  const mean = graph.constant(new Float32Array(features), [features]);
  const variance = graph.constant(new Float32Array(features).fill(1 - EPSILON), [features]);
  const fixed = { mean, variance, epsilon: EPSILON, momentum: 1, training: false };
  return batchNorm(graph, image, { scale, shift, ...fixed })[0];
}

/** A batch norm as it is run: its parameters and running statistics, one number a feature each. */
export interface BatchNorm {
  scale: Tensor;
  shift: Tensor;
  mean: Tensor;
  variance: Tensor;
  epsilon: number;
  /** Weight of the batch in the running statistics (PyTorch's momentum). */
  momentum: number;
  /** Whether the batch's own statistics count, or the running ones. */
  training: boolean;
}

/**
 * Batch normalisation. In training the second and third tensor are the running mean and variance (unbiased, as
 * PyTorch's) moved towards the batch's.
 */
export function batchNorm(
  graph: Graph,
  image: Tensor,
  { scale, shift, mean, variance, epsilon, momentum, training }: BatchNorm,
): [image: Tensor, mean: Tensor, variance: Tensor] {
  const attributes: Record<string, Attribute> = {
    ...FLOAT,
    U: { kind: 'type', value: 'float32' },
    epsilon: { kind: 'float', value: epsilon },
    exponential_avg_factor: { kind: 'float', value: training ? momentum : 1 },
    data_format: { kind: 'string', value: 'NHWC' },
    is_training: { kind: 'bool', value: training },
  };
  const { type, shape } = image;
  const outputs = [{ type, shape }, ...new Array(5).fill({ type, shape: [shape[3]!] })];
  const [normalised, newMean, newVariance] = graph.add(
    'FusedBatchNormV3',
    [image, scale, shift, mean, variance],
    attributes,
    outputs,
  );
  return [normalised!, newMean!, newVariance!];
}

/** Negative values become 0. */
export function relu(graph: Graph, image: Tensor): Tensor {
  return pointwise(graph, 'Relu', [image]);
}

/** Negative values are multiplied by `slope`. */
export function leakyRelu(graph: Graph, image: Tensor, slope: number): Tensor {
  return pointwise(graph, 'LeakyRelu', [image], { alpha: { kind: 'float', value: slope } });
}

/** 1 / (1 + exp(-value)). */
export function sigmoid(graph: Graph, image: Tensor): Tensor {
  return pointwise(graph, 'Sigmoid', [image]);
}

/** Hyperbolic tangent. */
export function tanh(graph: Graph, image: Tensor): Tensor {
  return pointwise(graph, 'Tanh', [image]);
}

/** Largest value of each `size` x `size` square; an incomplete square at the right or bottom is left out. */
export function maxPool(graph: Graph, image: Tensor, size: number): Tensor {
  return pool(graph, 'MaxPool', image, size, { explicit_paddings: { kind: 'ints', value: [] } });
}

/** Mean of each `size` x `size` square; an incomplete square at the right or bottom is left out. */
export function averagePool(graph: Graph, image: Tensor, size: number): Tensor {
  return pool(graph, 'AvgPool', image, size, {});
}

function pool(
  graph: Graph,
  op: 'MaxPool' | 'AvgPool',
  image: Tensor,
  size: number,
  more: Record<string, Attribute>,
): Tensor {
  const [batch, height, width, features] = image.shape as [number, number, number, number];
  const shape = [batch, Math.floor(height / size), Math.floor(width / size), features];
  const attributes: Record<string, Attribute> = {
    ...FLOAT,
    ksize: { kind: 'ints', value: [1, size, size, 1] },
    strides: { kind: 'ints', value: [1, size, size, 1] },
    padding: { kind: 'string', value: 'VALID' },
    data_format: { kind: 'string', value: 'NHWC' },
    ...more,
  };
  return graph.add(op, [image], attributes, [{ type: 'float32', shape }])[0]!;
}

/** Every pixel becomes a `factor` x `factor` square of itself. */
export function upsample(graph: Graph, image: Tensor, factor: number): Tensor {
  return resized(graph, 'ResizeNearestNeighbor', image, factor, false);
}

/** Enlarged by `factor`, linear between pixel centres, the border repeated. */
export function upsampleBilinear(graph: Graph, image: Tensor, factor: number): Tensor {
  return resized(graph, 'ResizeBilinear', image, factor, true);
}

/**
 * Enlarged by `factor`, cubic between pixel centres (Keys 1981, a = -0.5; positions to 1/1024 of a pixel). Of what would
 * be read beyond the border nothing is taken, and of the rest more, so that weights sum to 1.
 */
export function upsampleBicubic(graph: Graph, image: Tensor, factor: number): Tensor {
  return resized(graph, 'ResizeBicubic', image, factor, true);
}

function resized(graph: Graph, op: string, image: Tensor, factor: number, halfPixels: boolean): Tensor {
  const [batch, height, width, features] = image.shape as [number, number, number, number];
  const size = [height * factor, width * factor];
  const attributes: Record<string, Attribute> = {
    ...FLOAT,
    align_corners: { kind: 'bool', value: false },
    half_pixel_centers: { kind: 'bool', value: halfPixels },
  };
  const shape = [batch, ...size, features];
  return graph.add(op, [image, graph.integers(size)], attributes, [{ type: 'float32', shape }])[0]!;
}

/**
 * Each `factor`² features become a `factor` x `factor` square of one feature (Shi 2016): feature (row * factor + column)
 * * features out + feature goes to the square's row and column.
 */
export function pixelShuffle(graph: Graph, image: Tensor, factor: number): Tensor {
  const [batch, height, width, features] = image.shape as [number, number, number, number];
  const shape = [batch, height * factor, width * factor, features / factor ** 2];
  const attributes: Record<string, Attribute> = {
    ...FLOAT,
    block_size: { kind: 'int', value: factor },
    data_format: { kind: 'string', value: 'NHWC' },
  };
  return graph.add('DepthToSpace', [image], attributes, [{ type: 'float32', shape }])[0]!;
}

/** The image with features of zeros added until there are `features`. */
export function padFeatures(graph: Graph, image: Tensor, features: number): Tensor {
  return pad(graph, image, [0, 0, 0, 0], [...image.shape.slice(0, 3), features]);
}

/**
 * Zeros around a tensor so that it has `shape` and begins at `begin`. Not TensorFlow's `Pad`: its optimiser takes one that
 * a convolution reads for padding of the sides alone, and leaves the features out.
 */
export function pad(graph: Graph, tensor: Tensor, begin: number[], shape: number[]): Tensor {
  const around = shape.flatMap((length, axis) => {
    const before = begin[axis]!;
    return [before, length - before - tensor.shape[axis]!];
  });
  const attributes: Record<string, Attribute> = { ...FLOAT, Tpaddings: { kind: 'type', value: 'int32' } };
  const inputs = [tensor, graph.integers(around, [shape.length, 2]), graph.constant(Float32Array.of(0), [])];
  return graph.add('PadV2', inputs, attributes, [{ type: 'float32', shape }])[0]!;
}

/** The same values in another shape. */
export function reshape(graph: Graph, tensor: Tensor, shape: number[]): Tensor {
  if (tensor.shape.join() === shape.join()) return tensor;
  const attributes: Record<string, Attribute> = { ...FLOAT, Tshape: { kind: 'type', value: 'int32' } };
  return graph.add('Reshape', [tensor, graph.integers(shape)], attributes, [{ type: 'float32', shape }])[0]!;
}

/** Matrix product [rows, inner] x [inner, columns], either one transposed where asked. */
export function matMul(
  graph: Graph,
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false } = {},
): Tensor {
  const shape = [a.shape[transposeA ? 1 : 0]!, b.shape[transposeB ? 0 : 1]!];
  const attributes: Record<string, Attribute> = {
    ...FLOAT,
    transpose_a: { kind: 'bool', value: transposeA },
    transpose_b: { kind: 'bool', value: transposeB },
  };
  return graph.add('MatMul', [a, b], attributes, [{ type: 'float32', shape }])[0]!;
}

/** Images side by side along `axis` (3: features). */
export function concat(graph: Graph, images: Tensor[], axis = 3): Tensor {
  if (images.length === 1) return images[0]!;
  const shape = images[0]!.shape.slice();
  shape[axis] = images.reduce((sum, image) => sum + image.shape[axis]!, 0);
  const attributes: Record<string, Attribute> = {
    ...FLOAT,
    N: { kind: 'int', value: images.length },
    Tidx: { kind: 'type', value: 'int32' },
  };
  return graph.add('ConcatV2', [...images, graph.integers([axis], [])], attributes, [
    { type: 'float32', shape },
  ])[0]!;
}
