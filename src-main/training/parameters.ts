import { split } from '../engine/arithmetic';
import { elements, type Graph, type Tensor } from '../engine/graph';
import { reshape } from '../engine/operations';
import { networkTensors, type Network, type TensorSpec, type Weights } from '../models/layers';

/**
 * The tensors of a network side by side in two flat vectors, trained ones and running statistics, so that one operation
 * updates, reads or writes all of them.
 */
export interface ParameterLayout {
  trained: TensorSpec[];
  statistics: TensorSpec[];
}

/** Which of a network's tensors lies in which vector, in layer order. */
export function parameterLayout(network: Network): ParameterLayout {
  const tensors = networkTensors(network);
  return {
    trained: tensors.filter(({ trained }) => trained),
    statistics: tensors.filter(({ trained }) => !trained),
  };
}

/** Numbers in a vector of these tensors. */
export function lengthOf(specs: readonly TensorSpec[]): number {
  return specs.reduce((total, { shape }) => total + elements(shape), 0);
}

/** Views of a flat vector as the tensors that lie in it, by name. */
export function viewsOf(graph: Graph, vector: Tensor, specs: readonly TensorSpec[]): Map<string, Tensor> {
  if (specs.length === 0) return new Map();
  const lengths = specs.map(({ shape }) => elements(shape));
  const pieces = split(graph, vector, lengths);
  return new Map(specs.map(({ name, shape }, i) => [name, reshape(graph, pieces[i]!, shape)]));
}

/** A flat vector of the values of these tensors. Throws TypeError where one is missing or has another length. */
export function flattened(
  specs: readonly TensorSpec[],
  weights: ReadonlyMap<string, Float32Array>,
): Float32Array {
  const vector = new Float32Array(lengthOf(specs));
  let at = 0;
  for (const { name, shape } of specs) {
    const values = weights.get(name);
    if (values?.length !== elements(shape)) throw new TypeError(`No values for the tensor "${name}".`);
    vector.set(values, at);
    at += values.length;
  }
  return vector;
}

/** The tensors that lie in a flat vector, copied out, by name. */
export function unflattened(specs: readonly TensorSpec[], vector: Float32Array): Weights {
  let at = 0;
  return new Map(
    specs.map(({ name, shape }) => {
      const begin = at;
      at += elements(shape);
      return [name, vector.slice(begin, at)];
    }),
  );
}
