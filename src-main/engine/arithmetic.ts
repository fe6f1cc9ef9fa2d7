import { elements, type Attribute, type Graph, type GraphNode, type OutputSpec, type Tensor } from './graph';

/** TensorFlow's operations on plain numbers, as small functions that carry shapes: what losses and updates are made of. */

const FLOAT: Record<string, Attribute> = { T: { kind: 'type', value: 'float32' } };
const INDEX = (name: string): Record<string, Attribute> => ({ [name]: { kind: 'type', value: 'int32' } });

function one(
  graph: Graph,
  op: string,
  inputs: Tensor[],
  shape: number[],
  attributes: Record<string, Attribute> = {},
  control: GraphNode[] = [],
): Tensor {
  const output: OutputSpec = { type: 'float32', shape };
  return graph.add(op, inputs, { ...FLOAT, ...attributes }, [output], { control })[0]!;
}

/** A number. */
export function scalar(graph: Graph, value: number): Tensor {
  return graph.constant(Float32Array.of(value), []);
}

/** Every value times a number. */
export function scale(graph: Graph, tensor: Tensor, factor: number): Tensor {
  return factor === 1 ? tensor : one(graph, 'Mul', [tensor, scalar(graph, factor)], tensor.shape);
}

/** Every value plus a number. */
export function shift(graph: Graph, tensor: Tensor, offset: number): Tensor {
  return offset === 0 ? tensor : one(graph, 'AddV2', [tensor, scalar(graph, offset)], tensor.shape);
}

/** Quotient a / b; `b` has the shape of `a` or is one number. */
export function divide(graph: Graph, a: Tensor, b: Tensor): Tensor {
  return one(graph, 'RealDiv', [a, b], a.shape);
}

/** Sum of tensors of one shape, at least one. */
export function addAll(graph: Graph, tensors: Tensor[]): Tensor {
  const [first] = tensors as [Tensor];
  if (tensors.length === 1) return first;
  if (tensors.length === 2) return one(graph, 'AddV2', tensors, first.shape);
  return one(graph, 'AddN', tensors, first.shape, { N: { kind: 'int', value: tensors.length } });
}

/** value². */
export function square(graph: Graph, tensor: Tensor): Tensor {
  return one(graph, 'Square', [tensor], tensor.shape);
}

/** Square root. */
export function squareRoot(graph: Graph, tensor: Tensor): Tensor {
  return one(graph, 'Sqrt', [tensor], tensor.shape);
}

/** Absolute value. */
export function absolute(graph: Graph, tensor: Tensor): Tensor {
  return one(graph, 'Abs', [tensor], tensor.shape);
}

/** -1, 0 or 1. */
export function sign(graph: Graph, tensor: Tensor): Tensor {
  return one(graph, 'Sign', [tensor], tensor.shape);
}

/** value^exponent for positive values and a fixed exponent. */
export function power(graph: Graph, tensor: Tensor, exponent: number): Tensor {
  return one(graph, 'Pow', [tensor, scalar(graph, exponent)], tensor.shape);
}

/** log(1 + exp(value)). */
export function softplus(graph: Graph, tensor: Tensor): Tensor {
  return one(graph, 'Softplus', [tensor], tensor.shape);
}

/** The smaller of each value and `b`, of the same shape or one number. */
export function minimum(graph: Graph, a: Tensor, b: Tensor): Tensor {
  return one(graph, 'Minimum', [a, b], a.shape);
}

/** The larger of each value and `b`, of the same shape or one number. */
export function maximum(graph: Graph, a: Tensor, b: Tensor): Tensor {
  return one(graph, 'Maximum', [a, b], a.shape);
}

/** Sum over the axes, which go; all of them where none are named. */
export function sum(graph: Graph, tensor: Tensor, axes = tensor.shape.map((_, axis) => axis)): Tensor {
  const shape = tensor.shape.filter((_, axis) => !axes.includes(axis));
  const attributes: Record<string, Attribute> = {
    ...INDEX('Tidx'),
    keep_dims: { kind: 'bool', value: false },
  };
  return one(graph, 'Sum', [tensor, graph.integers(axes)], shape, attributes);
}

/** Mean over the axes, which go; all of them where none are named. */
export function mean(graph: Graph, tensor: Tensor, axes = tensor.shape.map((_, axis) => axis)): Tensor {
  const total = sum(graph, tensor, axes);
  return scale(graph, total, elements(total.shape) / elements(tensor.shape));
}

/** The values of a tensor that fits `shape` in NumPy's sense, repeated to it. */
export function broadcastTo(graph: Graph, tensor: Tensor, shape: number[]): Tensor {
  if (tensor.shape.join() === shape.join()) return tensor;
  return one(graph, 'BroadcastTo', [tensor, graph.integers(shape)], shape, INDEX('Tidx'));
}

/** A block of `size` that begins at `begin`. */
export function slice(graph: Graph, tensor: Tensor, begin: number[], size: number[]): Tensor {
  return one(graph, 'Slice', [tensor, graph.integers(begin), graph.integers(size)], size, INDEX('Index'));
}

/** A flat tensor cut into pieces of these lengths. */
export function split(graph: Graph, flat: Tensor, lengths: number[]): Tensor[] {
  if (lengths.length === 1) return [flat];
  const attributes: Record<string, Attribute> = {
    ...FLOAT,
    ...INDEX('Tlen'),
    num_split: { kind: 'int', value: lengths.length },
  };
  const inputs = [flat, graph.integers(lengths), graph.integers([0], [])];
  const outputs = lengths.map((length): OutputSpec => ({ type: 'float32', shape: [length] }));
  return graph.add('SplitV', inputs, attributes, outputs);
}

/** The same values once `control` have run. */
export function identity(graph: Graph, tensor: Tensor, control: GraphNode[] = []): Tensor {
  return one(graph, 'Identity', [tensor], tensor.shape, {}, control);
}

/** The same values, through which no gradient goes. */
export function stopGradient(graph: Graph, tensor: Tensor): Tensor {
  return one(graph, 'StopGradient', [tensor], tensor.shape);
}
