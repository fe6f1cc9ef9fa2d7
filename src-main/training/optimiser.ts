import { divide, minimum, scalar, scale, shift, split, square, squareRoot, sum } from '../engine/arithmetic';
import type { Attribute, Graph, GraphNode, Tensor } from '../engine/graph';
import { add, multiply, reshape, subtract } from '../engine/operations';
import { assignVariable, variable, type Variable } from '../engine/variables';
import type { Optimiser } from '../contract/training-config';

/** A vector of parameters with Adam's two moments, and the four numbers fed for each update. */
export interface OptimiserGraph {
  moments: [first: Variable, second: Variable];
  /** [4]: see {@link adamSettings}. */
  settings: Tensor;
}

/** Declares the moments and the fed numbers for parameters called `name`. */
export function declareOptimiser(graph: Graph, name: string, length: number): OptimiserGraph {
  return {
    moments: [variable(graph, `${name}.moment1`, length), variable(graph, `${name}.moment2`, length)],
    settings: graph.placeholder(`${name}.settings`, [4]),
  };
}

/**
 * What is fed for step `step` (from 1): the learning rate, beta1^t, beta2^t, and PyTorch's epsilon as TensorFlow adds it,
 * epsilon * sqrt(1 - beta2^t), because TensorFlow corrects the bias of the whole quotient and PyTorch of the root alone.
 */
export function adamSettings(
  { learningRate, beta1, beta2, epsilon }: Optimiser,
  step: number,
  rateFactor: number,
): Float32Array {
  const power2 = beta2 ** step;
  return Float32Array.of(learningRate * rateFactor, beta1 ** step, power2, epsilon * Math.sqrt(1 - power2));
}

/** What an update is made of. */
export interface Update {
  parameters: Variable;
  /** Their value as the gradient was computed with. */
  value: Tensor;
  gradient: Tensor;
  /** Largest norm of the gradient; 0: not clipped. */
  clipping: number;
}

/**
 * Adam (Kingma and Ba 2015) as torch.optim.Adam does it, `gradient + weightDecay * value`, or AdamW (Loshchilov and Hutter
 * 2019), where the decay shrinks the value apart from the gradient. Clipping is torch.nn.utils.clip_grad_norm_'s.
 *
 * @returns the node to wait for, and the gradient's norm before clipping.
 */
export function updateWithAdam(
  graph: Graph,
  { kind, weightDecay, beta1, beta2 }: Optimiser,
  { moments, settings }: OptimiserGraph,
  { parameters, value, gradient, clipping }: Update,
): { done: GraphNode; norm: Tensor } {
  const [rate, power1, power2, epsilon] = split(graph, settings, [1, 1, 1, 1]).map((each) =>
    reshape(graph, each, []),
  ) as [Tensor, Tensor, Tensor, Tensor];
  const norm = squareRoot(graph, sum(graph, square(graph, gradient)));
  let descent = gradient;
  if (clipping > 0) {
    const allowed = divide(graph, scalar(graph, clipping), shift(graph, norm, 1e-6));
    descent = multiply(graph, descent, minimum(graph, allowed, scalar(graph, 1)));
  }
  const before: GraphNode[] = [];
  if (weightDecay > 0 && kind === 'adam') {
    descent = add(graph, descent, scale(graph, value, weightDecay));
  } else if (weightDecay > 0) {
    const decayed = subtract(graph, value, multiply(graph, value, scale(graph, rate, weightDecay)));
    before.push(assignVariable(graph, parameters, decayed, [gradient.node]));
  }
  const attributes: Record<string, Attribute> = {
    T: { kind: 'type', value: 'float32' },
    use_locking: { kind: 'bool', value: false },
    use_nesterov: { kind: 'bool', value: false },
  };
  const [first, second] = moments;
  const inputs = [parameters.handle, first.handle, second.handle, power1, power2, rate];
  const betas = [scalar(graph, beta1), scalar(graph, beta2)];
  graph.add('ResourceApplyAdam', [...inputs, ...betas, epsilon, descent], attributes, [], {
    control: before,
  });
  return { done: graph.nodes.at(-1)!, norm };
}
