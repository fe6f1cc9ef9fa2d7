import type { CompiledNetwork } from './compile';
import type { GraphNode, Tensor, TensorValues } from './graph';

/** Something that can compute one operation at a time; `Handle` is how it refers to a tensor. */
export interface Machine<Handle> {
  /** Uploads a constant. */
  constant(values: TensorValues, shape: number[]): Handle;
  /** Computes an operation; answers a handle per output. Outputs at the end that nobody reads may be left out. */
  execute(node: GraphNode, inputs: Handle[]): Handle[];
  free(handle: Handle): void;
}

/** A compiled network as a program of single operations. */
export interface Replay<Handle> {
  /** Computes the output for an uploaded input. The caller owns both. */
  run(input: Handle): Handle;
  /** Frees the constants. */
  dispose(): void;
}

interface Step {
  node: GraphNode;
  /** Tensors that nothing reads after this step. */
  last: Tensor[];
}

/**
 * Replays a graph operation by operation, where there is no TensorFlow to run it as a session. Constants stay
 * uploaded; everything else is freed after its last use.
 */
export function openReplay<Handle>(
  machine: Machine<Handle>,
  { graph, input, output }: CompiledNetwork,
): Replay<Handle> {
  const constants = new Map<Tensor, Handle>();
  const steps: Step[] = [];
  for (const node of graph.nodes) {
    const frozen = node.attributes['value'];
    if (node.op === 'Const' && frozen?.kind === 'tensor') {
      constants.set(node.outputs[0]!, machine.constant(frozen.value, frozen.shape));
    } else if (node.op !== 'Placeholder') {
      steps.push({ node, last: [] });
    }
  }
  const seen = new Set<Tensor>([input, output, ...constants.keys()]);
  for (const step of [...steps].reverse()) {
    for (const tensor of [...step.node.inputs, ...step.node.outputs]) {
      if (seen.has(tensor)) continue;
      seen.add(tensor);
      step.last.push(tensor);
    }
  }
  return {
    run(fed) {
      const alive = new Map<Tensor, Handle>([...constants, [input, fed]]);
      for (const { node, last } of steps) {
        const results = machine.execute(
          node,
          node.inputs.map((tensor) => alive.get(tensor)!),
        );
        results.forEach((handle, i) => alive.set(node.outputs[i]!, handle));
        for (const tensor of last) if (alive.has(tensor)) machine.free(alive.get(tensor)!);
      }
      return alive.get(output)!;
    },
    dispose() {
      for (const handle of constants.values()) machine.free(handle);
    },
  };
}
