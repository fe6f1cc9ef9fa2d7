import type { ActivationLayer, BatchNormLayer, Layer, Network, Weights } from '../models/layers';
import { addAll, maximum, scalar } from './arithmetic';
import { affineOf, convolution, fullyConnected } from './convolution';
import { Feature, joined, perFeature } from './feature';
import { elements, Graph, type Tensor } from './graph';
import {
  affine,
  averagePool,
  biasAdd,
  leakyRelu,
  maxPool,
  padFeatures,
  pixelShuffle,
  relu,
  sigmoid,
  subtract,
  tanh,
  upsample,
  upsampleBicubic,
  upsampleBilinear,
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

/** How to compile; the defaults are what was fastest. Every choice gives the same numbers. */
export interface CompileOptions {
  /**
   * Images of at least this many values are too large for a processor's cache: there, a pass over memory costs more
   * than arithmetic. @default 4 Mi, which is 16 MiB
   */
  largeImage?: number;
}

/**
 * Compiles a network for prediction. The graph computes what the layers say, with batch norm folded away by identities
 * that hold for any weights:
 *
 * - batch norm a x + c of a convolution read by nothing else: into the kernel's outputs and a bias;
 * - relu(a x + c) = a relu(x + c / a) for a > 0 (leaky too): a goes into the kernel of the next convolution, which may
 *   be zero-padded since a 0 = 0. Where some a is zero, tiny or negative, and on large images, a x + c is computed in
 *   one pass that TensorFlow fuses with the ReLU;
 * - any pending a x + c into a following convolution without padding; with padding only a, because the border is 0 and
 *   not c;
 * - a large concatenation read by convolutions with few outputs is not made: their kernels are split instead, and the
 *   results added.
 *
 * Dropout is for training; here it is nothing.
 */
export function compileNetwork(
  network: Network,
  weights: Weights,
  { batch, height, width }: InputSize,
  { largeImage = 2 ** 22 }: CompileOptions = {},
): CompiledNetwork {
  const graph = new Graph();
  const input = graph.placeholder('input', [batch, height, width, network.inputFeatures]);
  const readers = readersOf(network);
  const compiler = { graph, weights, readers, largeImage };
  const parts = new Map<string, Feature[]>([['input', [new Feature(input)]]]);
  const folded = new Set<Layer>();

  for (const layer of network.layers) {
    const reads = layer.from.map((id) => parts.get(id)!);
    const [reader, ...others] = readers.get(layer.id)!;
    if (layer.kind === 'conv' || layer.kind === 'transposedConv') {
      const norm = reader?.kind === 'batchNorm' && others.length === 0 ? reader : null;
      if (norm) folded.add(norm);
      const after = norm && affineOf(norm, weights);
      const from = layer.kind === 'conv' ? reads[0]! : [joined(graph, reads[0]!)];
      parts.set(layer.id, [convolution(graph, layer, from, weights, after)]);
    } else {
      parts.set(layer.id, folded.has(layer) ? reads[0]! : compileLayer(compiler, layer, reads));
    }
  }
  const output = joined(graph, parts.get(network.layers.at(-1)!.id)!).plain(graph);
  return { graph, input, output };
}

interface Compiler {
  graph: Graph;
  weights: Weights;
  readers: Map<string, Layer[]>;
  largeImage: number;
}

function readersOf({ layers }: Network): Map<string, Layer[]> {
  const readers = new Map<string, Layer[]>(layers.map(({ id }) => [id, []]));
  for (const layer of layers) for (const id of layer.from) readers.get(id)?.push(layer);
  return readers;
}

/** Compiles a layer that is no convolution. `reads` holds each input in parts; so is the answer. */
function compileLayer(
  compiler: Compiler,
  layer: Exclude<Layer, { kind: 'conv' | 'transposedConv' }>,
  reads: Feature[][],
): Feature[] {
  const { graph } = compiler;
  const whole = (index = 0) => joined(graph, reads[index]!);
  const plain = (index = 0) => whole(index).plain(graph);
  switch (layer.kind) {
    case 'batchNorm':
      return normalised(layer, reads[0]!, compiler.weights);
    case 'relu':
    case 'leakyRelu':
      return reads[0]!.map((part) => rectified(compiler, layer, part));
    case 'tanh':
      return [new Feature(tanh(graph, plain()))];
    case 'sigmoid':
      return [new Feature(sigmoid(graph, plain()))];
    case 'dropout':
      return reads[0]!;
    case 'maxPool': {
      const x = whole();
      if (x.increasing) return [x.on(maxPool(graph, x.tensor, layer.size))];
      return [new Feature(maxPool(graph, x.plain(graph), layer.size))];
    }
    // A mean of values whose weights sum to 1: the pending map commutes with it, and so with interpolation.
    case 'averagePool': {
      const x = whole();
      return [x.on(averagePool(graph, x.tensor, layer.size))];
    }
    case 'upsample': {
      const x = whole();
      return [x.on(UPSAMPLE[layer.method ?? 'nearest'](graph, x.tensor, layer.factor))];
    }
    case 'pixelShuffle':
      return [new Feature(pixelShuffle(graph, plain(), layer.factor))];
    case 'concat': {
      const [first, ...rest] = reads.flat() as [Feature, ...Feature[]];
      const large = layer.features * elements(first.tensor.shape.slice(0, 3)) >= compiler.largeImage;
      const apart = large && rest.length > 0 && bestApart(layer, compiler.readers);
      return apart ? [first, joined(graph, rest)] : [joined(graph, [first, ...rest])];
    }
    case 'subtract':
      return [new Feature(subtract(graph, plain(0), plain(1)))];
    case 'add':
      return [
        new Feature(
          addAll(
            graph,
            reads.map((_, index) => plain(index)),
          ),
        ),
      ];
    case 'padFeatures':
      return [new Feature(padFeatures(graph, plain(), layer.features))];
    case 'dense':
      return [new Feature(fullyConnected(graph, layer, plain(), compiler.weights))];
  }
}

const UPSAMPLE = { nearest: upsample, bilinear: upsampleBilinear, bicubic: upsampleBicubic } as const;

/** A batch norm becomes the pending map of each part. */
function normalised(layer: BatchNormLayer, parts: Feature[], weights: Weights): Feature[] {
  const { scale, shift } = affineOf(layer, weights);
  let first = 0;
  return parts.map((part) => {
    const end = first + part.features;
    const mapped = part.then(scale.slice(first, end), shift.slice(first, end));
    first = end;
    return mapped;
  });
}

/** relu(a x + c) in as few passes over the image as there can be; see {@link compileNetwork}. */
function rectified({ graph, largeImage }: Compiler, layer: ActivationLayer, x: Feature): Feature {
  const apply = (tensor: Tensor) =>
    layer.kind === 'leakyRelu' ? leakyRelu(graph, apart(graph, tensor), layer.slope!) : relu(graph, tensor);
  if (!x.shift && x.increasing) return x.on(apply(x.tensor));
  const inner = x.increasing ? x.innerShift : null;
  const large = elements(x.tensor.shape) >= largeImage && layer.kind === 'relu';
  if (inner && !large) return new Feature(apply(biasAdd(graph, x.tensor, perFeature(graph, inner))), x.scale);
  const ones = () => new Float64Array(x.features).fill(1);
  const scale = perFeature(graph, x.scale ?? ones());
  const shift = perFeature(graph, x.shift ?? new Float64Array(x.features));
  return new Feature(apply(affine(graph, x.tensor, scale, shift)));
}

const SUMS = new Set(['AddV2', 'AddN']);

/**
 * The same values, so that TensorFlow sees no sum. It makes one operation of convolution, bias, sum and LeakyReLU, and
 * forgets the slope (2.21; where it knows the shapes). Its optimiser cannot know that no float is smaller than this one.
 */
function apart(graph: Graph, tensor: Tensor): Tensor {
  return SUMS.has(tensor.node.op) ? maximum(graph, tensor, scalar(graph, -LARGEST_FLOAT)) : tensor;
}

/** The largest float32. */
const LARGEST_FLOAT = (2 - 2 ** -23) * 2 ** 127;

/**
 * Whether all that reads a concatenation, directly or through maps and functions of single values, are convolutions for
 * which adding results (three passes over their outputs) costs less than concatenating (two passes over the inputs).
 */
function bestApart(layer: Layer, readers: Map<string, Layer[]>): boolean {
  const reading = readers.get(layer.id)!;
  return (
    reading.length > 0 &&
    reading.every((reader) => {
      switch (reader.kind) {
        case 'conv':
          return 3 * reader.features <= 2 * reader.inputs;
        case 'batchNorm':
        case 'relu':
        case 'leakyRelu':
          return bestApart(reader, readers);
        default:
          return reader.kind === 'concat';
      }
    })
  );
}
