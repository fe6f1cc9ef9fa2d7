import { addAll } from '../engine/arithmetic';
import type { Graph, Tensor } from '../engine/graph';
import {
  averagePool,
  batchNorm,
  biasAdd,
  concat,
  conv2d,
  leakyRelu,
  matMul,
  maxPool,
  padFeatures,
  pixelShuffle,
  relu,
  reshape,
  sigmoid,
  subtract,
  tanh,
  transposedConv2d,
  upsample,
  upsampleBicubic,
  upsampleBilinear,
} from '../engine/operations';
import { dropout, layerSeed } from '../engine/random';
import type { BatchNormLayer, Layer, Network } from '../models/layers';
import { samplingOf, sideAfter } from '../models/sampling';

/** How a network is run in a graph. */
export interface ForwardMode {
  /** The batch's own statistics and dropout, or the running statistics and none. */
  training: boolean;
  /** Two integers, fed: the run's seed and the step. Needed where dropout is to happen. */
  seed?: Tensor;
  /** Tells the dropouts of several networks in one graph apart. @default 0 */
  firstSeed?: number;
}

/** A network in a graph. */
export interface Forward {
  output: Tensor;
  /** Every layer's output, by id. */
  layers: ReadonlyMap<string, Tensor>;
  /** In training: the batch norms' running statistics after this batch, by tensor name. */
  statistics: ReadonlyMap<string, Tensor>;
}

/**
 * Appends a network to a graph, layer by layer as they say, with its tensors given from outside (`tensors`, by name): the
 * form that is differentiated. `compile.ts` is the form that only predicts.
 */
export function forward(
  graph: Graph,
  network: Network,
  input: Tensor,
  tensors: ReadonlyMap<string, Tensor>,
  mode: ForwardMode,
): Forward {
  const outputs = new Map<string, Tensor>([['input', input]]);
  const statistics = new Map<string, Tensor>();
  const tensorOf = (layer: Layer, part: string): Tensor => tensors.get(`${layer.id}.${part}`)!;
  let dropouts = mode.firstSeed ?? 0;

  const normalised = (layer: BatchNormLayer, x: Tensor): Tensor => {
    const [scale, shift, mean, variance] = ['scale', 'shift', 'mean', 'variance'].map((part) =>
      tensorOf(layer, part),
    ) as [Tensor, Tensor, Tensor, Tensor];
    const { epsilon, momentum } = layer;
    const norm = { scale, shift, mean, variance, epsilon, momentum, training: mode.training };
    const [output, newMean, newVariance] = batchNorm(graph, x, norm);
    if (mode.training) {
      statistics.set(`${layer.id}.mean`, newMean);
      statistics.set(`${layer.id}.variance`, newVariance);
    }
    return output;
  };

  for (const layer of network.layers) {
    const reads = layer.from.map((id) => outputs.get(id)!);
    outputs.set(layer.id, outputOf(layer, reads));
  }
  return { output: outputs.get(network.layers.at(-1)!.id)!, layers: outputs, statistics };

  function outputOf(layer: Layer, reads: Tensor[]): Tensor {
    const x = reads[0]!;
    switch (layer.kind) {
      case 'conv': {
        const image = conv2d(graph, x, tensorOf(layer, 'kernel'), layer);
        return layer.bias ? biasAdd(graph, image, tensorOf(layer, 'bias')) : image;
      }
      case 'transposedConv': {
        const sides = x.shape.slice(1, 3).map((side) => sideAfter(samplingOf(layer), side));
        const size = sides as [number, number];
        const image = transposedConv2d(graph, x, tensorOf(layer, 'kernel'), layer, size);
        return layer.bias ? biasAdd(graph, image, tensorOf(layer, 'bias')) : image;
      }
      case 'dense': {
        const batch = x.shape[0]!;
        const flat = reshape(graph, x, [batch, layer.inputs]);
        const rows = matMul(graph, flat, tensorOf(layer, 'kernel'));
        const image = reshape(graph, rows, [batch, 1, 1, layer.features]);
        return layer.bias ? biasAdd(graph, image, tensorOf(layer, 'bias')) : image;
      }
      case 'batchNorm':
        return normalised(layer, x);
      case 'relu':
        return relu(graph, x);
      case 'leakyRelu':
        return leakyRelu(graph, x, layer.slope!);
      case 'tanh':
        return tanh(graph, x);
      case 'sigmoid':
        return sigmoid(graph, x);
      case 'dropout':
        if (!mode.training || layer.rate === 0) return x;
        return dropout(graph, x, layer.rate, layerSeed(graph, mode.seed!, ++dropouts));
      case 'maxPool':
        return maxPool(graph, x, layer.size);
      case 'averagePool':
        return averagePool(graph, x, layer.size);
      case 'upsample':
        return UPSAMPLE[layer.method ?? 'nearest'](graph, x, layer.factor);
      case 'pixelShuffle':
        return pixelShuffle(graph, x, layer.factor);
      case 'concat':
        return concat(graph, reads);
      case 'subtract':
        return subtract(graph, x, reads[1]!);
      case 'add':
        return addAll(graph, reads);
      case 'padFeatures':
        return padFeatures(graph, x, layer.features);
    }
  }
}

const UPSAMPLE = { nearest: upsample, bilinear: upsampleBilinear, bicubic: upsampleBicubic } as const;
