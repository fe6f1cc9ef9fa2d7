import { elements } from '../engine/graph';
import { networkTensors, type Network, type TensorSpec, type Weights } from '../models/layers';
import { RandomStream } from '../imaging/random';

/**
 * How kernels begin. `uniform`: PyTorch's own start for convolutions and fully connected layers, uniform within
 * 1 / sqrt(fan in) (He 2015 with a = sqrt 5). `orthogonal`: rows or columns of a random orthogonal matrix (Saxe 2014),
 * as DnCNN and Deep-STORM are published. `normal`: SD 0.02, as pix2pix and its heirs.
 */
export type InitialKernels = 'uniform' | 'orthogonal' | 'normal';

/**
 * The weights a network is trained from, the same for the same seed and `player` (which of several networks it is).
 * Batch norms begin as the identity, biases at 0.
 */
export function initialWeights(network: Network, kernels: InitialKernels, seed: number, player = 0): Weights {
  const random = new RandomStream(seed, 'weights', 0, player);
  return new Map(networkTensors(network).map((spec) => [spec.name, initialValues(spec, kernels, random)]));
}

function initialValues(
  { name, shape }: TensorSpec,
  kernels: InitialKernels,
  random: RandomStream,
): Float32Array {
  const length = elements(shape);
  const part = name.slice(name.lastIndexOf('.') + 1);
  if (part === 'scale' || part === 'variance') return new Float32Array(length).fill(1);
  if (part !== 'kernel') return new Float32Array(length);
  switch (kernels) {
    case 'uniform': {
      const limit = 1 / Math.sqrt(fanIn(shape));
      return Float32Array.from({ length }, () => ((2 * random.word()) / 2 ** 32 - 1) * limit);
    }
    case 'normal':
      return Float32Array.from({ length }, () => 0.02 * random.normal());
    case 'orthogonal':
      return orthogonal(length / shape.at(-1)!, shape.at(-1)!, random);
  }
}

/**
 * Inputs of one output as PyTorch counts them: kernel area times the second axis of its layout, which is a convolution's
 * inputs and a transposed convolution's outputs; both are the third axis here.
 */
function fanIn(shape: number[]): number {
  return shape.length === 4 ? shape[0]! * shape[1]! * shape[2]! : shape[0]!;
}

/** A `rows` x `columns` matrix, row-major, whose shorter side's vectors are orthonormal (Gram and Schmidt, twice). */
function orthogonal(rows: number, columns: number, random: RandomStream): Float32Array {
  const length = Math.max(rows, columns);
  const vectors: Float64Array[] = [];
  while (vectors.length < Math.min(rows, columns)) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (const other of [...vectors, ...vectors]) subtractAlong(vector, other);
    const norm = Math.sqrt(product(vector, vector));
    vectors.push(vector.map((value) => value / norm));
  }
  const matrix = new Float32Array(rows * columns);
  vectors.forEach((vector, at) =>
    vector.forEach((value, i) => (matrix[rows >= columns ? i * columns + at : at * columns + i] = value)),
  );
  return matrix;
}

function product(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

/** Takes from `vector` what lies along `direction`, which has length 1. */
function subtractAlong(vector: Float64Array, direction: Float64Array): void {
  const along = product(vector, direction);
  for (let i = 0; i < vector.length; i++) vector[i]! -= along * direction[i]!;
}
