import type { Attribute, Graph, GraphNode, Tensor } from './graph';

/** A float32 vector that lives in the session between runs: the handle by which operations read and write it. */
export interface Variable {
  name: string;
  length: number;
  handle: Tensor;
}

const FLOAT: Attribute = { kind: 'type', value: 'float32' };

/** Declares a variable; before it is read it has to be assigned. */
export function variable(graph: Graph, name: string, length: number): Variable {
  const attributes: Record<string, Attribute> = {
    dtype: FLOAT,
    shape: { kind: 'shape', value: [length] },
    shared_name: { kind: 'string', value: name },
    container: { kind: 'string', value: '' },
  };
  const [handle] = graph.add('VarHandleOp', [], attributes, [{ type: 'resource', shape: [] }]);
  return { name, length, handle: handle! };
}

/** The value of a variable once `control` have run. */
export function readVariable(graph: Graph, { handle, length }: Variable, control: GraphNode[] = []): Tensor {
  const outputs = [{ type: 'float32' as const, shape: [length] }];
  return graph.add('ReadVariableOp', [handle], { dtype: FLOAT }, outputs, { control })[0]!;
}

/** Gives a variable a value once `control` have run. The node is to be waited for: it has no output. */
export function assignVariable(
  graph: Graph,
  { handle }: Variable,
  value: Tensor,
  control: GraphNode[] = [],
): GraphNode {
  const attributes: Record<string, Attribute> = {
    dtype: FLOAT,
    validate_shape: { kind: 'bool', value: false },
  };
  graph.add('AssignVariableOp', [handle, value], attributes, [], { control });
  return graph.nodes.at(-1)!;
}
