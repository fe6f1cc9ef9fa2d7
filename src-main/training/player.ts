import { gradients } from '../engine/gradients';
import type { Graph, GraphNode, Tensor } from '../engine/graph';
import { concat, reshape } from '../engine/operations';
import { assignVariable, readVariable, variable, type Variable } from '../engine/variables';
import type { Optimiser } from '../contract/training-config';
import type { Network } from '../models/layers';
import { forward, type Forward, type ForwardMode } from './network-graph';
import { declareOptimiser, updateWithAdam, type OptimiserGraph } from './optimiser';
import { lengthOf, parameterLayout, viewsOf, type ParameterLayout } from './parameters';

/** The parameters of a network as they were read for one use: gradients are with respect to `vector`. */
export interface ReadParameters {
  vector: Tensor;
  tensors: Map<string, Tensor>;
}

/**
 * One of the networks that are trained in a graph: its parameters in one variable, its running statistics in another
 * (where it has any), and the optimiser's moments.
 */
export class Player {
  readonly layout: ParameterLayout;
  readonly weights: Variable;
  readonly statistics: Variable | null;
  readonly optimiserGraph: OptimiserGraph;

  constructor(
    private readonly graph: Graph,
    readonly name: string,
    readonly network: Network,
    private readonly optimiser: Optimiser,
  ) {
    this.layout = parameterLayout(network);
    const length = lengthOf(this.layout.trained);
    const kept = lengthOf(this.layout.statistics);
    this.weights = variable(graph, `${name}.weights`, length);
    this.statistics = kept > 0 ? variable(graph, `${name}.statistics`, kept) : null;
    this.optimiserGraph = declareOptimiser(graph, name, length);
  }

  /** All that a step changes. */
  get variables(): Variable[] {
    return [this.weights, ...(this.statistics ? [this.statistics] : []), ...this.optimiserGraph.moments];
  }

  /** Reads the parameters and statistics, once `control` have run. */
  read(control: GraphNode[] = []): ReadParameters {
    const vector = readVariable(this.graph, this.weights, control);
    const tensors = viewsOf(this.graph, vector, this.layout.trained);
    if (this.statistics) {
      const kept = readVariable(this.graph, this.statistics, control);
      for (const [name, view] of viewsOf(this.graph, kept, this.layout.statistics)) tensors.set(name, view);
    }
    return { vector, tensors };
  }

  /** Appends the network. `statistics` stand in for those that were read: after another batch, say. */
  forward(
    image: Tensor,
    { tensors }: ReadParameters,
    mode: ForwardMode,
    statistics: ReadonlyMap<string, Tensor> = new Map(),
  ): Forward {
    return forward(this.graph, this.network, image, new Map([...tensors, ...statistics]), mode);
  }

  /**
   * Appends the update that lowers `loss`, and keeps the running statistics where they are given.
   *
   * @returns the nodes to wait for, the whole gradient (flat), and its norm before clipping.
   */
  update(
    loss: Tensor,
    { vector }: ReadParameters,
    statistics: ReadonlyMap<string, Tensor>,
    clipping: number,
  ): { done: GraphNode[]; gradient: Tensor; norm: Tensor } {
    const { graph } = this;
    const [gradient] = gradients(graph, loss, [vector]);
    if (!gradient) throw new TypeError(`The loss does not depend on the ${this.name}.`);
    const { done, norm } = updateWithAdam(graph, this.optimiser, this.optimiserGraph, {
      parameters: this.weights,
      value: vector,
      gradient,
      clipping,
    });
    const nodes = [done];
    if (this.statistics && statistics.size > 0) {
      const parts = this.layout.statistics.map(({ name, shape }) =>
        reshape(graph, statistics.get(name)!, [shape[0]!]),
      );
      nodes.push(assignVariable(graph, this.statistics, concat(graph, parts, 0)));
    }
    return { done: nodes, gradient, norm };
  }
}
