import { addAll } from './arithmetic';
import { RULES } from './gradient-rules';
import type { Graph, GraphNode, Tensor } from './graph';

/**
 * Appends to the graph the gradient of `loss` (one number) with respect to each of `variables`, by walking it backwards
 * with the rule of each operation (reverse mode). Only what lies on a way from a variable to the loss is walked, so the
 * gradient of a network's input is never computed.
 *
 * @returns a tensor a variable, in its shape; null where the loss does not depend on it.
 * @throws TypeError for an operation on the way that has no rule.
 */
export function gradients(graph: Graph, loss: Tensor, variables: Tensor[]): (Tensor | null)[] {
  const onTheWay = dependents(graph, variables);
  const parts = new Map<Tensor, Tensor[]>([[loss, [graph.constant(Float32Array.of(1), loss.shape)]]]);
  const sums = new Map<Tensor, Tensor>();
  const gradientOf = (tensor: Tensor): Tensor | null => {
    const known = sums.get(tensor);
    if (known) return known;
    const added = parts.get(tensor);
    if (!added) return null;
    const total = addAll(graph, added);
    sums.set(tensor, total);
    return total;
  };

  for (const node of graph.nodes.slice().reverse()) {
    if (!onTheWay.has(node)) continue;
    const outputs = node.outputs.map(gradientOf);
    if (outputs.every((gradient) => gradient === null)) continue;
    const rule = RULES[node.op];
    if (!rule) throw new TypeError(`The operation ${node.op} has no backward rule.`);
    const wanted = node.inputs.map((input) => variables.includes(input) || onTheWay.has(input.node));
    rule({ graph, node, gradients: outputs, wanted }).forEach((gradient, i) => {
      if (!gradient || !wanted[i]) return;
      const input = node.inputs[i]!;
      parts.set(input, [...(parts.get(input) ?? []), gradient]);
    });
  }
  return variables.map(gradientOf);
}

/** The operations that depend on a variable. */
function dependents(graph: Graph, variables: Tensor[]): Set<GraphNode> {
  const found = new Set<GraphNode>();
  const seeds = new Set(variables);
  for (const node of graph.nodes) {
    if (node.op === 'StopGradient') continue;
    if (node.inputs.some((input) => seeds.has(input) || found.has(input.node))) found.add(node);
  }
  return found;
}
