import { InternalError } from '../contract/errors';
import type {
  BatchNormLayer,
  ConvLayer,
  DenseLayer,
  Layer,
  TransposedConvLayer,
  Weights,
} from '../models/layers';
import { samplingOf, sideAfter } from '../models/sampling';
import { Feature, perFeature } from './feature';
import type { Graph, Tensor } from './graph';
import { add, biasAdd, conv2d, matMul, reshape, transposedConv2d } from './operations';

/** A map per feature, value * scale + shift, in double precision. */
export interface Affine {
  scale: Float64Array;
  shift: Float64Array;
}

/** Batch norm at inference: (value - mean) / sqrt(variance + epsilon) * scale + shift, as one map. */
export function affineOf(layer: BatchNormLayer, weights: Weights): Affine {
  const part = (name: string) => weightsOf(layer, name, weights);
  const mean = part('mean');
  const variance = part('variance');
  const scale = Float64Array.from(
    part('scale'),
    (value, c) => value / Math.sqrt(variance[c]! + layer.epsilon),
  );
  const shift = Float64Array.from(part('shift'), (value, c) => value - mean[c]! * scale[c]!);
  return { scale, shift };
}

function weightsOf(layer: Layer, part: string, weights: Weights): Float32Array {
  const name = `${layer.id}.${part}`;
  const values = weights.get(name);
  if (!values) throw new InternalError(`The weights lack the tensor "${name}".`, { detail: name });
  return values;
}

/**
 * A convolution of features in parts, which is the sum of a convolution of each part. The pending maps of the parts go
 * into the kernels: a scale always, a shift only without padding (padded pixels are 0, not the shift). `after`, a batch
 * norm of the result, goes into the kernels' outputs and the bias.
 */
export function convolution(
  graph: Graph,
  layer: ConvLayer | TransposedConvLayer,
  parts: Feature[],
  weights: Weights,
  after: Affine | null,
): Feature {
  const takesShift = layer.kind === 'conv' && layer.padding === 0;
  const bias = new Float64Array(layer.features);
  if (layer.bias) bias.set(weightsOf(layer, 'bias', weights));
  const kernel = weightsOf(layer, 'kernel', weights);

  const results: Tensor[] = [];
  let first = 0;
  for (const part of parts) {
    const x = takesShift ? part : part.withoutShift(graph);
    addShift(bias, layer, kernel, x, first);
    results.push(convolved(graph, layer, x, foldedKernel(layer, kernel, x, first, after)));
    first += x.features;
  }
  if (after) bias.forEach((value, c) => (bias[c] = value * after.scale[c]! + after.shift[c]!));

  const last = results.pop()!;
  const biased =
    results.length || bias.some((value) => value !== 0)
      ? biasAdd(graph, last, perFeature(graph, bias))
      : last;
  // In this form TensorFlow fuses convolution, bias, sum and a ReLU that follows, and adds in place.
  return new Feature(results.reduce((sum, result) => add(graph, sum, result), biased));
}

/** A fully connected layer of whole images: [batch, 1, 1, features]. */
export function fullyConnected(graph: Graph, layer: DenseLayer, image: Tensor, weights: Weights): Tensor {
  const { inputs, features } = layer;
  const batch = image.shape[0]!;
  const kernel = graph.constant(weightsOf(layer, 'kernel', weights), [inputs, features]);
  const product = matMul(graph, reshape(graph, image, [batch, inputs]), kernel);
  const rows = reshape(graph, product, [batch, 1, 1, features]);
  if (!layer.bias) return rows;
  return biasAdd(graph, rows, graph.constant(weightsOf(layer, 'bias', weights), [features]));
}

function convolved(
  graph: Graph,
  layer: ConvLayer | TransposedConvLayer,
  { tensor, features }: Feature,
  kernel: Float32Array,
): Tensor {
  const { kernel: side } = layer;
  if (layer.kind === 'conv') {
    return conv2d(graph, tensor, graph.constant(kernel, [side, side, features, layer.features]), layer);
  }
  const size = tensor.shape.slice(1, 3).map((length) => sideAfter(samplingOf(layer), length)) as [
    number,
    number,
  ];
  const filter = graph.constant(kernel, [side, side, layer.features, features]);
  return transposedConv2d(graph, tensor, filter, layer, size);
}

/** The kernel's inputs from `first` on that read `part`, times the part's pending scale and the scale of `after`. */
function foldedKernel(
  layer: ConvLayer | TransposedConvLayer,
  kernel: Float32Array,
  { scale, features }: Feature,
  first: number,
  after: Affine | null,
): Float32Array {
  const folded = new Float32Array(layer.kernel ** 2 * features * layer.features);
  const transposed = layer.kind === 'transposedConv';
  for (let tap = 0; tap < layer.kernel ** 2; tap++) {
    for (let from = 0; from < features; from++) {
      for (let to = 0; to < layer.features; to++) {
        const place = transposed
          ? (tap * layer.features + to) * features + from
          : (tap * features + from) * layer.features + to;
        folded[place] =
          kernel[at(layer, tap, first + from, to)]! * (scale?.[from] ?? 1) * (after?.scale[to] ?? 1);
      }
    }
  }
  return folded;
}

/** What the part's pending shift adds to every output pixel of an unpadded convolution. */
function addShift(
  bias: Float64Array,
  layer: ConvLayer | TransposedConvLayer,
  kernel: Float32Array,
  { shift, features }: Feature,
  first: number,
): void {
  if (!shift) return;
  for (let tap = 0; tap < layer.kernel ** 2; tap++) {
    for (let from = 0; from < features; from++) {
      for (let to = 0; to < layer.features; to++)
        bias[to]! += kernel[at(layer, tap, first + from, to)]! * shift[from]!;
    }
  }
}

/** Where a layer's kernel holds the weight of a tap between two features. */
function at(
  { kind, inputs, features }: ConvLayer | TransposedConvLayer,
  tap: number,
  from: number,
  to: number,
): number {
  return kind === 'transposedConv'
    ? (tap * features + to) * inputs + from
    : (tap * inputs + from) * features + to;
}
