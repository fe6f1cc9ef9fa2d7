/**
 * A TensorFlow graph as data: a list of operations in an order in which each reads only earlier ones. It is written as
 * a SavedModel (`graph-def.ts`), replayed operation by operation (`replay.ts`), or walked backwards: a node keeps its
 * inputs, attributes and outputs with their shapes, which is all that a backward rule per operation needs.
 */

/** Element types, with TensorFlow's numbers (tensorflow/core/framework/types.proto). */
export const DATA_TYPE = { float32: 1, int32: 3, bool: 10, resource: 20 } as const;
export type DataType = keyof typeof DATA_TYPE;

/** Values of a constant. */
export type TensorValues = Float32Array | Int32Array;

/** An attribute of an operation, tagged with the way TensorFlow writes it (attr_value.proto). */
export type Attribute =
  | { kind: 'string'; value: string }
  | { kind: 'int'; value: number }
  | { kind: 'ints'; value: number[] }
  | { kind: 'float'; value: number }
  | { kind: 'bool'; value: boolean }
  | { kind: 'type'; value: DataType }
  | { kind: 'shape'; value: number[] }
  | { kind: 'tensor'; type: DataType; shape: number[]; value: TensorValues };

/** One operation. `name` is unique in its graph; `control` are operations that must have run before. */
export interface GraphNode {
  name: string;
  op: string;
  inputs: Tensor[];
  control: GraphNode[];
  attributes: Record<string, Attribute>;
  outputs: Tensor[];
}

/** One output of an operation. Images are [batch, height, width, features]. */
export interface Tensor {
  node: GraphNode;
  index: number;
  type: DataType;
  shape: number[];
}

/** What an operation gives: a type and a shape each. */
export type OutputSpec = Pick<Tensor, 'type' | 'shape'>;

/** Number of elements of a shape. */
export function elements(shape: number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** A graph being built. Only `operations.ts` knows which operations exist. */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly #constants = new Map<string, Tensor>();

  /** Appends an operation and returns its outputs. */
  add(
    op: string,
    inputs: Tensor[],
    attributes: Record<string, Attribute>,
    outputs: OutputSpec[],
    { name = `${op}_${this.nodes.length}`, control = [] }: { name?: string; control?: GraphNode[] } = {},
  ): Tensor[] {
    const node: GraphNode = { name, op, inputs, control, attributes, outputs: [] };
    node.outputs = outputs.map(({ type, shape }, index) => ({ node, index, type, shape }));
    this.nodes.push(node);
    return node.outputs;
  }

  /** A value fed at every run. */
  placeholder(name: string, shape: number[], type: DataType = 'float32'): Tensor {
    const attributes: Record<string, Attribute> = {
      dtype: { kind: 'type', value: type },
      shape: { kind: 'shape', value: shape },
    };
    return this.add('Placeholder', [], attributes, [{ type, shape }], { name })[0]!;
  }

  /** A value frozen into the graph. */
  constant(values: TensorValues, shape: number[]): Tensor {
    if (values.length !== elements(shape))
      throw new RangeError(`${values.length} values for [${shape.join(', ')}]`);
    const type = values instanceof Float32Array ? 'float32' : 'int32';
    const attributes: Record<string, Attribute> = {
      dtype: { kind: 'type', value: type },
      value: { kind: 'tensor', type, shape, value: values },
    };
    return this.add('Const', [], attributes, [{ type, shape }])[0]!;
  }

  /** A small integer constant (an axis, a shape), shared by all operations that want the same. */
  integers(values: number[], shape: number[] = [values.length]): Tensor {
    const key = `${shape.join()}:${values.join()}`;
    const known = this.#constants.get(key);
    if (known) return known;
    const tensor = this.constant(Int32Array.from(values), shape);
    this.#constants.set(key, tensor);
    return tensor;
  }
}
