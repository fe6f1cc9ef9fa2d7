import type {
  ConvLayer,
  Layer,
  Network,
  TransposedConvLayer,
  UpsampleLayer,
} from '../../src-main/models/layers';
import { networkTensors } from '../../src-main/models/layers';

/** An image of features: `data[(row * width + column) * features + feature]`. */
export interface PlainImage {
  height: number;
  width: number;
  features: number;
  data: Float64Array;
}

/** Tensors by name, in the axis order of `layers.ts`. */
export type PlainWeights = Map<string, ArrayLike<number>>;

/**
 * What a network computes, written out: direct loops in float64 from layers and weights, one image at a time. It is
 * the yardstick for compiled graphs and for receptive fields; it is slow, so keep images and networks small.
 */
export function runPlainNetwork(network: Network, weights: PlainWeights, input: PlainImage): PlainImage {
  const images = new Map([['input', input]]);
  let output = input;
  for (const layer of network.layers) {
    output = runLayer(
      layer,
      weights,
      layer.from.map((id) => images.get(id)!),
    );
    images.set(layer.id, output);
  }
  return output;
}

function runLayer(layer: Layer, weights: PlainWeights, inputs: PlainImage[]): PlainImage {
  const x = inputs[0]!;
  switch (layer.kind) {
    case 'conv':
      return conv(layer, weights, x);
    case 'transposedConv':
      return transposedConv(layer, weights, x);
    case 'batchNorm': {
      const part = (name: string) => weights.get(`${layer.id}.${name}`)!;
      const [scale, shift, mean, variance] = [part('scale'), part('shift'), part('mean'), part('variance')];
      return pointwise(x, (value, c) => {
        return ((value - mean[c]!) / Math.sqrt(variance[c]! + layer.epsilon)) * scale[c]! + shift[c]!;
      });
    }
    case 'relu':
      return pointwise(x, (value) => Math.max(0, value));
    case 'leakyRelu':
      return pointwise(x, (value) => (value >= 0 ? value : value * layer.slope!));
    case 'tanh':
      return pointwise(x, Math.tanh);
    case 'sigmoid':
      return pointwise(x, (value) => 1 / (1 + Math.exp(-value)));
    case 'dropout':
      return x;
    case 'maxPool':
      return pooled(x, layer.size, (values) => Math.max(...values));
    case 'averagePool':
      return pooled(
        x,
        layer.size,
        (values) => values.reduce((sum, value) => sum + value, 0) / layer.size ** 2,
      );
    case 'upsample':
      return enlarged(x, layer);
    case 'pixelShuffle': {
      const { factor, features } = layer;
      return image(x.height * factor, x.width * factor, features, (row, column, c) => {
        const place = (row % factor) * factor + (column % factor);
        return at(x, Math.floor(row / factor), Math.floor(column / factor), place * features + c);
      });
    }
    case 'concat':
      return image(x.height, x.width, layer.features, (row, column, c) => {
        let feature = c;
        for (const each of inputs) {
          if (feature < each.features) return at(each, row, column, feature);
          feature -= each.features;
        }
        throw new Error(`${layer.id} has more features than its inputs.`);
      });
    case 'subtract':
      return image(
        x.height,
        x.width,
        x.features,
        (row, column, c) => at(x, row, column, c) - at(inputs[1]!, row, column, c),
      );
    case 'add':
      return image(x.height, x.width, x.features, (row, column, c) =>
        inputs.reduce((sum, each) => sum + at(each, row, column, c), 0),
      );
    case 'padFeatures':
      return image(x.height, x.width, layer.features, (row, column, c) =>
        c < x.features ? at(x, row, column, c) : 0,
      );
    case 'dense': {
      const kernel = weights.get(`${layer.id}.kernel`)!;
      const bias = layer.bias ? weights.get(`${layer.id}.bias`)! : null;
      return image(1, 1, layer.features, (_row, _column, out) =>
        x.data.reduce((sum, value, i) => sum + value * kernel[i * layer.features + out]!, bias?.[out] ?? 0),
      );
    }
  }
}

function pooled(x: PlainImage, size: number, combine: (values: number[]) => number): PlainImage {
  const height = Math.floor(x.height / size);
  const width = Math.floor(x.width / size);
  const square = new Array<number>(size * size);
  return image(height, width, x.features, (row, column, c) => {
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) square[i * size + j] = at(x, row * size + i, column * size + j, c);
    return combine(square);
  });
}

/** Weight of a pixel at this distance, in pixels of the image that is enlarged. */
const KERNELS = {
  bilinear: (distance: number) => Math.max(0, 1 - distance),
  // TensorFlow's kernel is a table with 1024 positions a pixel.
  bicubic: (exact: number) => {
    const distance = Math.round(exact * 1024) / 1024;
    if (distance < 1) return 1.5 * distance ** 3 - 2.5 * distance ** 2 + 1;
    return distance < 2 ? -0.5 * distance ** 3 + 2.5 * distance ** 2 - 4 * distance + 2 : 0;
  },
};

function enlarged(x: PlainImage, { factor, method = 'nearest' }: UpsampleLayer): PlainImage {
  /** Which pixels of a side an output pixel reads, and how much each weighs. */
  const taps = (output: number, side: number): [number, number][] => {
    if (method === 'nearest') return [[Math.floor(output / factor), 1]];
    const centre = (output + 0.5) / factor - 0.5;
    const read: [number, number][] = [];
    for (let i = Math.max(0, Math.floor(centre) - 2); i <= Math.min(side - 1, Math.floor(centre) + 3); i++) {
      const weight = KERNELS[method](Math.abs(i - centre));
      if (weight !== 0) read.push([i, weight]);
    }
    const total = read.reduce((sum, [, weight]) => sum + weight, 0);
    return read.map(([i, weight]) => [i, weight / total]);
  };
  const rows = Array.from({ length: x.height * factor }, (_, row) => taps(row, x.height));
  const columns = Array.from({ length: x.width * factor }, (_, column) => taps(column, x.width));
  return image(rows.length, columns.length, x.features, (row, column, c) => {
    let sum = 0;
    for (const [i, across] of rows[row]!)
      for (const [j, along] of columns[column]!) sum += across * along * at(x, i, j, c);
    return sum;
  });
}

function conv(layer: ConvLayer, weights: PlainWeights, x: PlainImage): PlainImage {
  const { kernel, stride, padding, inputs, features } = layer;
  const values = weights.get(`${layer.id}.kernel`)!;
  const bias = layer.bias ? weights.get(`${layer.id}.bias`)! : null;
  const height = Math.floor((x.height + 2 * padding - kernel) / stride) + 1;
  const width = Math.floor((x.width + 2 * padding - kernel) / stride) + 1;
  return image(height, width, features, (row, column, out) => {
    let sum = bias ? bias[out]! : 0;
    for (let i = 0; i < kernel; i++) {
      const y = row * stride - padding + i;
      if (y < 0 || y >= x.height) continue;
      for (let j = 0; j < kernel; j++) {
        const z = column * stride - padding + j;
        if (z < 0 || z >= x.width) continue;
        for (let c = 0; c < inputs; c++)
          sum += at(x, y, z, c) * values[((i * kernel + j) * inputs + c) * features + out]!;
      }
    }
    return sum;
  });
}

function transposedConv(layer: TransposedConvLayer, weights: PlainWeights, x: PlainImage): PlainImage {
  const { kernel, stride, padding, outputPadding, inputs, features } = layer;
  const values = weights.get(`${layer.id}.kernel`)!;
  const bias = layer.bias ? weights.get(`${layer.id}.bias`)! : null;
  const side = (length: number) => (length - 1) * stride - 2 * padding + kernel + outputPadding;
  const result = image(side(x.height), side(x.width), features, (_row, _column, out) =>
    bias ? bias[out]! : 0,
  );
  for (let row = 0; row < x.height; row++) {
    for (let column = 0; column < x.width; column++) {
      for (let i = 0; i < kernel; i++) {
        const y = row * stride - padding + i;
        if (y < 0 || y >= result.height) continue;
        for (let j = 0; j < kernel; j++) {
          const z = column * stride - padding + j;
          if (z < 0 || z >= result.width) continue;
          for (let out = 0; out < features; out++) {
            let sum = 0;
            const from = ((i * kernel + j) * features + out) * inputs;
            for (let c = 0; c < inputs; c++) sum += at(x, row, column, c) * values[from + c]!;
            result.data[(y * result.width + z) * features + out]! += sum;
          }
        }
      }
    }
  }
  return result;
}

function at(x: PlainImage, row: number, column: number, feature: number): number {
  return x.data[(row * x.width + column) * x.features + feature]!;
}

function image(
  height: number,
  width: number,
  features: number,
  value: (row: number, column: number, feature: number) => number,
): PlainImage {
  const data = new Float64Array(height * width * features);
  let i = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let feature = 0; feature < features; feature++) data[i++] = value(row, column, feature);
    }
  }
  return { height, width, features, data };
}

function pointwise(x: PlainImage, value: (value: number, feature: number) => number): PlainImage {
  return { ...x, data: x.data.map((each, i) => value(each, i % x.features)) };
}

/** Repeatable numbers in [0, 1): mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Random weights for every tensor of a network. `positive`: all above zero, means below, so that with a positive
 * image nothing cancels and no ReLU closes; otherwise of both signs, scaled to keep values of order one.
 */
export function randomWeights(
  network: Network,
  seed: number,
  { positive = false } = {},
): Map<string, Float32Array> {
  const random = randomNumbers(seed);
  const weights = new Map<string, Float32Array>();
  for (const { name, shape } of networkTensors(network)) {
    const part = name.slice(name.lastIndexOf('.') + 1);
    const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => {
      const u = random();
      if (part === 'kernel') {
        // The sides times the features read; of a fully connected layer's, all that it reads.
        const fanIn = shape.length === 2 ? shape[0]! : shape[0]! * shape[1]! * Math.max(shape[2]!, 1);
        return positive ? (0.5 + u) / fanIn : (u - 0.5) * Math.sqrt(12 / fanIn);
      }
      if (part === 'scale') return positive || u > 0.1 ? 0.5 + u : -u;
      if (part === 'variance') return 0.5 + u;
      if (part === 'mean') return positive ? -u : u - 0.5;
      return positive ? u : u - 0.5;
    });
    weights.set(name, values);
  }
  return weights;
}
