import { describe, expect, it } from 'vitest';
import * as arithmetic from '../../../src-main/engine/arithmetic';
import { gradients } from '../../../src-main/engine/gradients';
import { RULES } from '../../../src-main/engine/gradient-rules';
import { elements, Graph, type Tensor } from '../../../src-main/engine/graph';
import { openGraphSession } from '../../../src-main/engine/graph-session';
import * as operations from '../../../src-main/engine/operations';
import { testAddon } from '../../support/tensorflow';

const addon = testAddon();

/** What is checked: inputs by shape, and the operation on them. */
interface Case {
  shapes: number[][];
  build(graph: Graph, inputs: Tensor[]): Tensor;
  /** Where the function is smooth around: values of an input, by place. */
  value?: (i: number, input: number) => number;
  /** Inputs that are not differentiated. */
  fixed?: number[];
}

const image = [2, 6, 5, 3];
const wave = (i: number, input: number) => Math.sin(1.3 * i + input) + 0.3 * Math.cos(0.37 * i * i);
/** Away from 0, where ReLU has a corner. */
const apart = (i: number, input: number) => Math.sign(wave(i, input)) * (0.2 + Math.abs(wave(i, input)));
const positive = (i: number, input: number) => 1 + 0.5 * Math.sin(i + input);
/** No two within a step of the differences. */
const distinct = (i: number) => ((i * 37) % 181) / 60;

const batchNorm =
  (training: boolean) =>
  (graph: Graph, [x, scale, shift, mean, variance]: Tensor[]) =>
    operations.batchNorm(graph, x!, {
      scale: scale!,
      shift: shift!,
      mean: mean!,
      variance: variance!,
      epsilon: 1e-3,
      momentum: 0.1,
      training,
    })[0];

const conv = (stride: number, padding: number) => ({
  shapes: [image, [3, 3, 3, 4]],
  build: (graph: Graph, [x, kernel]: Tensor[]) => operations.conv2d(graph, x!, kernel!, { stride, padding }),
});

const one = (build: (graph: Graph, x: Tensor) => Tensor, value?: Case['value'], shape = image): Case => ({
  shapes: [shape],
  build: (graph, [x]) => build(graph, x!),
  ...(value && { value }),
});

const CASES: Record<string, Case> = {
  'Conv2D with padding': conv(1, 1),
  'Conv2D with a stride': conv(2, 2),
  'Conv2D without padding': conv(1, 0),
  'Conv2DBackpropInput, a transposed convolution': {
    shapes: [
      [2, 3, 4, 3],
      [3, 3, 2, 3],
    ],
    build: (graph, [x, kernel]) =>
      operations.transposedConv2d(graph, x!, kernel!, { stride: 2, padding: 1 }, [6, 8]),
  },
  'FusedBatchNormV3 in training': {
    shapes: [image, [3], [3], [3], [3]],
    build: batchNorm(true),
    fixed: [3, 4],
  },
  'FusedBatchNormV3 with fixed statistics': {
    shapes: [image, [3], [3], [3], [3]],
    build: batchNorm(false),
    value: (i, input) => (input === 4 ? positive(i, input) : wave(i, input)),
    fixed: [3, 4],
  },
  MaxPool: one((graph, x) => operations.maxPool(graph, x, 2), distinct),
  AvgPool: one((graph, x) => operations.averagePool(graph, x, 2)),
  ResizeNearestNeighbor: one((graph, x) => operations.upsample(graph, x, 3)),
  ResizeBilinear: one((graph, x) => operations.upsampleBilinear(graph, x, 2)),
  ResizeBicubic: one((graph, x) => operations.upsampleBicubic(graph, x, 2)),
  'ConcatV2 of features': {
    shapes: [image, [2, 6, 5, 2]],
    build: (graph, [a, b]) => operations.concat(graph, [a!, b!, a!]),
  },
  SplitV: one(
    (graph, x) => {
      const [a, , c] = arithmetic.split(graph, x, [4, 3, 5]);
      return operations.concat(graph, [arithmetic.square(graph, c!), a!], 0);
    },
    undefined,
    [12],
  ),
  Identity: one((graph, x) => arithmetic.identity(graph, x)),
  Slice: one((graph, x) => arithmetic.slice(graph, x, [0, 1, 2, 0], [2, 4, 3, 2])),
  Reshape: one((graph, x) => operations.reshape(graph, x, [12, 15])),
  DepthToSpace: one((graph, x) => operations.pixelShuffle(graph, x, 2), undefined, [2, 3, 2, 8]),
  PadV2: one((graph, x) => operations.padFeatures(graph, x, 7)),
  'PadV2 before and behind': one((graph, x) => operations.pad(graph, x, [0, 1, 2, 0], [2, 8, 7, 4])),
  MatMul: {
    shapes: [
      [4, 6],
      [6, 3],
    ],
    build: (graph, [a, b]) => operations.matMul(graph, a!, b!),
  },
  Relu: one((graph, x) => operations.relu(graph, x), apart),
  LeakyRelu: one((graph, x) => operations.leakyRelu(graph, x, 0.1), apart),
  Tanh: one((graph, x) => operations.tanh(graph, x)),
  Sigmoid: one((graph, x) => operations.sigmoid(graph, x)),
  Softplus: one((graph, x) => arithmetic.softplus(graph, x)),
  Square: one((graph, x) => arithmetic.square(graph, x)),
  Abs: one((graph, x) => arithmetic.absolute(graph, x), apart),
  Pow: one((graph, x) => arithmetic.power(graph, x, 0.3), positive),
  BiasAdd: {
    shapes: [image, [3]],
    build: (graph, [x, bias]) => operations.biasAdd(graph, x!, bias!),
  },
  AddV2: {
    shapes: [image, image],
    build: (graph, [a, b]) => operations.add(graph, a!, b!),
  },
  'AddV2 of one number a feature': {
    shapes: [image, [3]],
    build: (graph, [a, b]) => operations.add(graph, a!, b!),
  },
  AddN: {
    shapes: [image, image, image],
    build: (graph, inputs) => arithmetic.addAll(graph, inputs),
  },
  Sub: {
    shapes: [image, image],
    build: (graph, [a, b]) => operations.subtract(graph, a!, b!),
  },
  Mul: {
    shapes: [image, image],
    build: (graph, [a, b]) => operations.multiply(graph, a!, b!),
  },
  'Mul by one number': {
    shapes: [image, []],
    build: (graph, [a, b]) => operations.multiply(graph, a!, b!),
  },
  RealDiv: {
    shapes: [image, image],
    build: (graph, [a, b]) => arithmetic.divide(graph, a!, b!),
    value: positive,
  },
  'RealDiv by one number': {
    shapes: [image, []],
    build: (graph, [a, b]) => arithmetic.divide(graph, a!, b!),
    value: positive,
  },
  'Sum over some axes': one((graph, x) => arithmetic.sum(graph, x, [1, 3])),
  'a tensor that is read twice': one((graph, x) =>
    operations.multiply(graph, operations.tanh(graph, x), arithmetic.square(graph, x)),
  ),
};

const valuesOf = (shape: number[], value: (i: number) => number) =>
  Float32Array.from({ length: elements(shape) }, (_, i) => value(i));

/** The loss: every output value with a weight of its own, so that no gradient can be mistaken for another. */
function compiled({ shapes, build, fixed = [] }: Case) {
  const graph = new Graph();
  const inputs = shapes.map((shape, i) => graph.placeholder(`input${i}`, shape));
  const output = build(graph, inputs);
  const weights = graph.constant(
    valuesOf(output.shape, (i) => Math.cos(0.7 * i) + 0.1),
    output.shape,
  );
  const loss = arithmetic.sum(graph, operations.multiply(graph, output, weights));
  const variables = inputs.filter((_, i) => !fixed.includes(i));
  const found = gradients(graph, loss, variables) as Tensor[];
  return { graph, inputs, variables, found, loss };
}

describe('the backward rule of', () => {
  it.each(Object.keys(CASES))('%s agrees with finite differences', (name) => {
    const each = CASES[name]!;
    const value = each.value ?? wave;
    const { graph, inputs, variables, found, loss } = compiled(each);
    const session = openGraphSession(addon, graph);
    const feeds = inputs.map((input, at) => [input, valuesOf(input.shape, (i) => value(i, at))] as const);
    const lossAt = () => session.run(feeds, [loss])[0]![0]!;
    try {
      const computed = session.run(feeds, found);
      variables.forEach((variable, at) => {
        const values = feeds.find(([input]) => input === variable)![1];
        const step = 2 ** -6;
        const expected = values.map((before, i) => {
          const place = (offset: number) => {
            values[i] = before + offset;
            return lossAt();
          };
          // Central differences of fourth order: exact for cubic functions.
          const difference =
            (8 * (place(step / 2) - place(-step / 2)) - (place(step) - place(-step))) / (6 * step);
          values[i] = before;
          return difference;
        });
        const norm = Math.hypot(...expected);
        const error = Math.hypot(...expected.map((number, i) => number - computed[at]![i]!));
        expect(norm).toBeGreaterThan(0);
        expect(error / norm).toBeLessThan(2e-3);
      });
    } finally {
      session.dispose();
    }
  });
});

describe('gradients', () => {
  it('are tested for every rule there is', () => {
    const tested = new Set<string>();
    for (const each of Object.values(CASES)) {
      const { graph, loss } = compiled(each);
      for (const { op } of graph.nodes.slice(0, graph.nodes.indexOf(loss.node) + 1)) tested.add(op);
    }
    expect(Object.keys(RULES).filter((op) => !tested.has(op))).toEqual([]);
  });

  it('are null for what the loss does not depend on, and do not pass stopGradient', () => {
    const graph = new Graph();
    const [a, b] = ['a', 'b'].map((name) => graph.placeholder(name, [2])) as [Tensor, Tensor];
    const loss = arithmetic.sum(graph, arithmetic.square(graph, arithmetic.stopGradient(graph, a)));
    expect(gradients(graph, loss, [a, b])).toEqual([null, null]);
  });

  it('refuse an operation without a rule by name', () => {
    const graph = new Graph();
    const a = graph.placeholder('a', [2]);
    const loss = arithmetic.sum(graph, arithmetic.sign(graph, a));
    expect(() => gradients(graph, loss, [a])).toThrow('Sign');
  });
});
