import type { Attribute, Graph, GraphNode, Tensor } from './graph';

/** A node on the way back: the gradients of its outputs (null: none came), and which inputs want one. */
export interface Backward {
  graph: Graph;
  node: GraphNode;
  gradients: (Tensor | null)[];
  wanted: boolean[];
}

/** The gradients of a node's inputs, null where there is none or none is wanted. */
export type Rule = (backward: Backward) => (Tensor | null)[];

/** A rule for an operation of one output; `d` is its gradient. Inputs that nobody wants are not computed. */
export const rule =
  (...inputs: ((d: Tensor, backward: Backward) => Tensor)[]): Rule =>
  (backward) =>
    inputs.map((input, i) => (backward.wanted[i] ? input(backward.gradients[0]!, backward) : null));

/** Stands for the gradient of an input of indices, which nobody wants. */
export const nothing = (): Tensor => {
  throw new TypeError('A gradient of indices was asked for.');
};

/** An operation that is itself somebody's gradient: its output has the shape of `like`. */
export function derived(
  graph: Graph,
  op: string,
  inputs: Tensor[],
  attributes: Record<string, Attribute>,
  like: Tensor,
): Tensor {
  return graph.add(op, inputs, attributes, [{ type: 'float32', shape: like.shape }])[0]!;
}

/** The attribute of an operation on float32. */
export const FLOAT: Record<string, Attribute> = { T: { kind: 'type', value: 'float32' } };

/** The attributes of a node that a derived operation knows, too. */
export function attributesOf({ attributes }: GraphNode, ...names: string[]): Record<string, Attribute> {
  return { ...FLOAT, ...Object.fromEntries(names.map((name) => [name, attributes[name]!])) };
}
