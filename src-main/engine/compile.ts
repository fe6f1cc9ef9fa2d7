import type {
  ActivationLayer,
  BatchNormLayer,
  ConvLayer,
  Layer,
  Network,
  TransposedConvLayer,
  Weights,
} from '../models/layers';
import { samplingOf, sideAfter } from '../models/sampling';
import { InternalError } from '../contract/errors';
import { Feature, perFeature } from './feature';
import { Graph, type Tensor } from './graph';
import {
  biasAdd,
  concat,
  conv2d,
  leakyRelu,
  maxPool,
  relu,
  subtract,
  tanh,
  transposedConv2d,
  upsample,
} from './operations';

/** The size a network is compiled for: shapes are baked into a graph. */
export interface InputSize {
  batch: number;
  height: number;
  width: number;
}

/** A network with its weights frozen in, ready for any executor. */
export interface CompiledNetwork {
  graph: Graph;
  input: Tensor;
  output: Tensor;
}

/**
 * Compiles a network for prediction. The graph computes what the layers say, with batch norm folded away by identities
 * that hold for any weights:
 *
 * - batch norm a x + c of a convolution read by nothing else: into the kernel's outputs and a bias;
 * - relu(a x + c) = a relu(x + c / a) for a > 0 (leaky too): one pass over the image instead of three, and a goes into
 *   the kernel of the next convolution, which may be zero-padded since a 0 = 0; where some a is zero, tiny or negative,
 *   multiply and add instead;
 * - any pending a x + c into a following convolution without padding; with padding only a, because the border is 0 and
 *   not c.
 */
export function compileNetwork(
  network: Network,
  weights: Weights,
  { batch, height, width }: InputSize,
): CompiledNetwork {
  const graph = new Graph();
  const input = graph.placeholder('input', [batch, height, width, network.inputFeatures]);
  const features = new Map<string, Feature>([['input', new Feature(input)]]);
  const readers = countReaders(network);

  for (const layer of network.layers) {
    const reads = layer.from.map((id) => features.get(id)!);
    const soleReader = readers.get(layer.id)?.length === 1 ? readers.get(layer.id)![0]! : null;
    const norm = soleReader?.kind === 'batchNorm' ? soleReader : null;
    if (
      layer.kind === 'batchNorm' &&
      readers.get(layer.from[0]!)?.length === 1 &&
      isConvolution(network, layer.from[0]!)
    ) {
      features.set(layer.id, reads[0]!);
    } else {
      features.set(layer.id, compileLayer(graph, layer, reads, weights, norm));
    }
  }
  const last = network.layers.at(-1)!;
  return { graph, input, output: features.get(last.id)!.plain(graph) };
}

function countReaders(network: Network): Map<string, Layer[]> {
  const readers = new Map<string, Layer[]>();
  for (const layer of network.layers) {
    for (const id of layer.from) readers.set(id, [...(readers.get(id) ?? []), layer]);
  }
  return readers;
}

function isConvolution(network: Network, id: string): boolean {
  const kind = network.layers.find((layer) => layer.id === id)?.kind;
  return kind === 'conv' || kind === 'transposedConv';
}

/** Compiles one layer; `norm` is the batch norm to fold into it, if it is a convolution. */
function compileLayer(
  graph: Graph,
  layer: Layer,
  reads: Feature[],
  weights: Weights,
  norm: BatchNormLayer | null,
): Feature {
  const x = reads[0]!;
  switch (layer.kind) {
    case 'conv':
    case 'transposedConv':
      return convolution(graph, layer, x, weights, norm);
    case 'batchNorm': {
      const { scale, shift } = affineOf(layer, weights);
      return x.then(scale, shift);
    }
    case 'relu':
    case 'leakyRelu':
      return rectified(graph, layer, x);
    case 'tanh':
      return new Feature(tanh(graph, x.plain(graph)));
    case 'maxPool':
      return x.increasing
        ? x.on(maxPool(graph, x.tensor, layer.size))
        : new Feature(maxPool(graph, x.plain(graph), layer.size));
    case 'upsample':
      return x.on(upsample(graph, x.tensor, layer.factor));
    case 'concat':
      return joined(graph, reads);
    case 'subtract':
      return new Feature(subtract(graph, x.plain(graph), reads[1]!.plain(graph)));
  }
}

/** Batch norm at inference as value * scale + shift, in double precision. */
function affineOf(layer: BatchNormLayer, weights: Weights): { scale: Float64Array; shift: Float64Array } {
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

/** relu(a x + c) = a relu(x + c / a) where every a is positive, else the map is carried out first. */
function rectified(graph: Graph, layer: ActivationLayer, x: Feature): Feature {
  const apply = (tensor: Tensor) =>
    layer.kind === 'leakyRelu' ? leakyRelu(graph, tensor, layer.slope!) : relu(graph, tensor);
  const inner = x.increasing && x.innerShift;
  if (!inner) return new Feature(apply(x.plain(graph)));
  const shifted = x.shift ? biasAdd(graph, x.tensor, perFeature(graph, inner)) : x.tensor;
  return new Feature(apply(shifted), x.scale);
}

/** Concatenation lets pending maps pass, features side by side. */
function joined(graph: Graph, reads: Feature[]): Feature {
  const side = (part: 'scale' | 'shift', neutral: number) =>
    reads.some((read) => read[part])
      ? Float64Array.from(
          reads.flatMap((read) => [...(read[part] ?? new Float64Array(read.features).fill(neutral))]),
        )
      : null;
  const tensor = concat(
    graph,
    reads.map((read) => read.tensor),
  );
  return new Feature(tensor, side('scale', 1), side('shift', 0));
}

/** A convolution with the pending map of its input in its kernel, and `norm` in its outputs. */
function convolution(
  graph: Graph,
  layer: ConvLayer | TransposedConvLayer,
  input: Feature,
  weights: Weights,
  norm: BatchNormLayer | null,
): Feature {
  const takesShift = layer.kind === 'conv' && layer.padding === 0;
  const x = takesShift ? input : input.withoutShift(graph);
  const after = norm ? affineOf(norm, weights) : null;
  const { kernel, bias } = foldedKernel(layer, weights, x, after);

  const shape =
    layer.kind === 'conv'
      ? [layer.kernel, layer.kernel, layer.inputs, layer.features]
      : [layer.kernel, layer.kernel, layer.features, layer.inputs];
  const filter = graph.constant(kernel, shape);
  const size = x.tensor.shape.slice(1, 3).map((side) => sideAfter(samplingOf(layer), side)) as [
    number,
    number,
  ];
  const tensor =
    layer.kind === 'conv'
      ? conv2d(graph, x.tensor, filter, layer)
      : transposedConv2d(graph, x.tensor, filter, layer, size);
  return new Feature(bias ? biasAdd(graph, tensor, perFeature(graph, bias)) : tensor);
}

/** Kernel and bias of a convolution that reads `scale * t + shift` and whose output becomes `after` of itself. */
function foldedKernel(
  layer: ConvLayer | TransposedConvLayer,
  weights: Weights,
  { scale, shift }: Feature,
  after: { scale: Float64Array; shift: Float64Array } | null,
): { kernel: Float32Array; bias: Float64Array | null } {
  const { inputs, features } = layer;
  const original = weightsOf(layer, 'kernel', weights);
  const bias = new Float64Array(features);
  if (layer.bias) bias.set(weightsOf(layer, 'bias', weights));
  const kernel = new Float32Array(original.length);
  for (let i = 0; i < original.length; i++) {
    const minor = layer.kind === 'conv' ? features : inputs;
    const major = layer.kind === 'conv' ? inputs : features;
    const [low, high] = [i % minor, Math.floor(i / minor) % major];
    const [from, to] = layer.kind === 'conv' ? [high, low] : [low, high];
    kernel[i] = original[i]! * (scale?.[from] ?? 1) * (after?.scale[to] ?? 1);
    if (shift) bias[to]! += original[i]! * shift[from]!;
  }
  if (after) for (let c = 0; c < features; c++) bias[c] = bias[c]! * after.scale[c]! + after.shift[c]!;
  return { kernel, bias: layer.bias || shift || after ? bias : null };
}
