import { broadcastTo, divide, power, scale, sign, slice, sum } from './arithmetic';
import { conv2d, conv2dBackpropInput } from './convolution-gradients';
import { attributesOf, derived, FLOAT, nothing, rule, type Rule } from './gradient-rule';
import type { Attribute, Graph, Tensor } from './graph';
import { matMul, multiply, pad, reshape, sigmoid } from './operations';

/** A gradient summed over what was repeated, so that it has the shape of the input it belongs to. */
function unbroadcast(graph: Graph, d: Tensor, input: Tensor): Tensor {
  if (d.shape.join() === input.shape.join()) return d;
  const lacking = d.shape.length - input.shape.length;
  if (d.shape.length === 4 && input.shape.length === 1 && input.shape[0] === d.shape[3]) {
    const attributes: Record<string, Attribute> = {
      ...FLOAT,
      data_format: { kind: 'string', value: 'NHWC' },
    };
    return derived(graph, 'BiasAddGrad', [d], attributes, input);
  }
  const axes = d.shape.map((_, axis) => axis).filter((axis) => repeats(axis - lacking));
  return reshape(graph, sum(graph, d, axes), input.shape);

  function repeats(axis: number): boolean {
    return axis < 0 || (input.shape[axis] === 1 && d.shape[axis + lacking] !== 1);
  }
}

/**
 * Batch norm: TensorFlow's own gradient, from what the forward operation kept (outputs 3 to 5) in training, and from the
 * fixed statistics where it only predicts.
 */
const batchNorm: Rule = ({ graph, node, gradients: [d] }) => {
  const [image, scales] = node.inputs as [Tensor, Tensor];
  const attributes = attributesOf(node, 'U', 'epsilon', 'data_format', 'is_training');
  const training = node.attributes['is_training'];
  const fixed = training?.kind === 'bool' && !training.value;
  const kept = fixed ? [node.inputs[3]!, node.inputs[4]!, node.outputs[5]!] : node.outputs.slice(3, 6);
  const shapes = [image.shape, scales.shape, scales.shape, [0], [0]];
  const outputs = shapes.map((shape) => ({ type: 'float32' as const, shape }));
  const [dImage, dScale, dShift] = graph.add(
    'FusedBatchNormGradV3',
    [d!, image, scales, ...kept],
    attributes,
    outputs,
  );
  return [dImage!, dScale!, dShift!, null, null];
};

const maxPool = rule((d, { graph, node }) =>
  derived(
    graph,
    'MaxPoolGrad',
    [node.inputs[0]!, node.outputs[0]!, d],
    attributesOf(node, 'ksize', 'strides', 'padding', 'explicit_paddings', 'data_format'),
    node.inputs[0]!,
  ),
);

const averagePool = rule((d, { graph, node }) =>
  derived(
    graph,
    'AvgPoolGrad',
    [graph.integers(node.inputs[0]!.shape), d],
    attributesOf(node, 'ksize', 'strides', 'padding', 'data_format'),
    node.inputs[0]!,
  ),
);

/** Every pixel was repeated: its gradient is the sum over its square. */
const resizeNearest = rule((d, { graph, node }) => {
  const input = node.inputs[0]!;
  const factor = d.shape[1]! / input.shape[1]!;
  const attributes: Record<string, Attribute> = {
    ...FLOAT,
    ksize: { kind: 'ints', value: [1, factor, factor, 1] },
    strides: { kind: 'ints', value: [1, factor, factor, 1] },
    padding: { kind: 'string', value: 'VALID' },
    data_format: { kind: 'string', value: 'NHWC' },
  };
  return scale(graph, derived(graph, 'AvgPool', [d], attributes, input), factor ** 2);
}, nothing);

const resize = (op: string): Rule =>
  rule((d, { graph, node }) => {
    const attributes = attributesOf(node, 'align_corners', 'half_pixel_centers');
    return derived(graph, op, [d, node.inputs[0]!], attributes, node.inputs[0]!);
  }, nothing);

const concat: Rule = ({ graph, node, gradients: [d], wanted }) => {
  const parts = node.inputs.slice(0, -1);
  const axis = parts[0]!.shape.findIndex(
    (_, at) => parts.reduce((total, part) => total + part.shape[at]!, 0) === d!.shape[at],
  );
  let at = 0;
  const results = parts.map((part, i) => {
    const begin = part.shape.map((_, each) => (each === axis ? at : 0));
    at += part.shape[axis]!;
    return wanted[i] ? slice(graph, d!, begin, part.shape) : null;
  });
  return [...results, null];
};

/** All that reads a `SplitV` has a gradient, or the piece's is zero. */
const splitV: Rule = ({ graph, node, gradients }) => {
  const pieces = gradients.map((d, i) => {
    const { shape } = node.outputs[i]!;
    return d ?? graph.constant(new Float32Array(shape[0]!), shape);
  });
  const attributes: Record<string, Attribute> = {
    ...FLOAT,
    N: { kind: 'int', value: pieces.length },
    Tidx: { kind: 'type', value: 'int32' },
  };
  return [
    derived(graph, 'ConcatV2', [...pieces, graph.integers([0], [])], attributes, node.inputs[0]!),
    null,
    null,
  ];
};

/** The backward rule of each operation that a network or a loss may hold. Each is checked by finite differences. */
export const RULES: Readonly<Record<string, Rule>> = {
  Conv2D: conv2d,
  Conv2DBackpropInput: conv2dBackpropInput,
  FusedBatchNormV3: batchNorm,
  MaxPool: maxPool,
  AvgPool: averagePool,
  ResizeNearestNeighbor: resizeNearest,
  ResizeBilinear: resize('ResizeBilinearGrad'),
  ResizeBicubic: resize('ResizeBicubicGrad'),
  ConcatV2: concat,
  SplitV: splitV,

  Identity: rule((d) => d),
  Reshape: rule((d, { graph, node }) => reshape(graph, d, node.inputs[0]!.shape), nothing),
  DepthToSpace: rule((d, { graph, node }) =>
    derived(graph, 'SpaceToDepth', [d], attributesOf(node, 'block_size', 'data_format'), node.inputs[0]!),
  ),
  PadV2: rule(
    (d, { graph, node }) => {
      const [input, around] = node.inputs as [Tensor, Tensor];
      const begin = integersOf(around).filter((_, i) => i % 2 === 0);
      return slice(graph, d, begin, input.shape);
    },
    nothing,
    nothing,
  ),
  Slice: rule(
    (d, { graph, node }) => {
      const [input, begin] = node.inputs as [Tensor, Tensor];
      return pad(graph, d, integersOf(begin), input.shape);
    },
    nothing,
    nothing,
  ),
  MatMul: rule(
    (d, { graph, node }) => matMul(graph, d, node.inputs[1]!, { transposeB: true }),
    (d, { graph, node }) => matMul(graph, node.inputs[0]!, d, { transposeA: true }),
  ),

  // From the output, so that the input need not be kept.
  Relu: rule((d, { graph, node }) => derived(graph, 'ReluGrad', [d, node.outputs[0]!], FLOAT, d)),
  LeakyRelu: rule((d, { graph, node }) =>
    derived(graph, 'LeakyReluGrad', [d, node.outputs[0]!], attributesOf(node, 'alpha'), d),
  ),
  Tanh: rule((d, { graph, node }) => derived(graph, 'TanhGrad', [node.outputs[0]!, d], FLOAT, d)),
  Sigmoid: rule((d, { graph, node }) => derived(graph, 'SigmoidGrad', [node.outputs[0]!, d], FLOAT, d)),
  Softplus: rule((d, { graph, node }) => multiply(graph, d, sigmoid(graph, node.inputs[0]!))),
  Square: rule((d, { graph, node }) => multiply(graph, d, scale(graph, node.inputs[0]!, 2))),
  Abs: rule((d, { graph, node }) => multiply(graph, d, sign(graph, node.inputs[0]!))),
  Pow: rule((d, { graph, node }) => {
    const exponent = constantOf(node.inputs[1]!);
    return multiply(graph, d, scale(graph, power(graph, node.inputs[0]!, exponent - 1), exponent));
  }, nothing),

  BiasAdd: rule(
    (d) => d,
    (d, { graph, node }) => unbroadcast(graph, d, node.inputs[1]!),
  ),
  AddV2: rule(
    (d, { graph, node }) => unbroadcast(graph, d, node.inputs[0]!),
    (d, { graph, node }) => unbroadcast(graph, d, node.inputs[1]!),
  ),
  AddN: ({ node, gradients: [d] }) => node.inputs.map(() => d!),
  Sub: rule(
    (d, { graph, node }) => unbroadcast(graph, d, node.inputs[0]!),
    (d, { graph, node }) => scale(graph, unbroadcast(graph, d, node.inputs[1]!), -1),
  ),
  Mul: rule(
    (d, { graph, node }) => unbroadcast(graph, multiply(graph, d, node.inputs[1]!), node.inputs[0]!),
    (d, { graph, node }) => unbroadcast(graph, multiply(graph, d, node.inputs[0]!), node.inputs[1]!),
  ),
  RealDiv: rule(
    (d, { graph, node }) => divide(graph, d, node.inputs[1]!),
    (d, { graph, node }) => {
      const [, divisor] = node.inputs as [Tensor, Tensor];
      const quotient = divide(graph, multiply(graph, d, node.outputs[0]!), divisor);
      return scale(graph, unbroadcast(graph, quotient, divisor), -1);
    },
  ),
  Sum: rule((d, { graph, node }) => {
    const [input, axes] = node.inputs as [Tensor, Tensor];
    const gone = integersOf(axes);
    const kept = input.shape.map((length, axis) => (gone.includes(axis) ? 1 : length));
    return broadcastTo(graph, reshape(graph, d, kept), input.shape);
  }, nothing),
};

/** The value of a constant of one number. */
function constantOf({ node }: Tensor): number {
  const value = node.attributes['value'];
  if (value?.kind !== 'tensor') throw new TypeError('A constant is needed here.');
  return value.value[0]!;
}

function integersOf({ node }: Tensor): number[] {
  const value = node.attributes['value'];
  if (value?.kind !== 'tensor') throw new TypeError('Constant indices are needed here.');
  return [...value.value];
}
