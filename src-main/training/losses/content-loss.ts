import { addAll, scale } from '../../engine/arithmetic';
import type { Graph, Tensor } from '../../engine/graph';
import { InvalidRequestError } from '../../contract/errors';
import type { LossTerm } from '../../contract/training-config';
import { networkTensors, type Network, type Weights } from '../../models/layers';
import { forward } from '../network-graph';
import type { ValueScale } from '../training-program';
import { deepStormLoss, gaussianAbsolute, meanAbsolute, meanSquare } from './differences';
import { multiScaleSsimLoss, ssimLoss } from './similarity';

/** A network whose inner images a perceptual loss compares (Johnson 2016): the user's own. */
export interface PerceptualNetwork {
  network: Network;
  weights: Weights;
}

/** What terms need to know beside the images. */
export interface LossContext {
  values: ValueScale;
  /** By the path that the term names. */
  perceptual: ReadonlyMap<string, PerceptualNetwork>;
}

/** A loss in a graph: one number, and its terms before their weights. */
export interface LossTensors {
  loss: Tensor;
  terms: Map<string, Tensor>;
}

/**
 * The weighted sum of the terms between prediction and target ([batch, height, width, 1], network values). Two terms of
 * one kind are named "mse" and "mse 2".
 */
export function contentLoss(
  graph: Graph,
  prediction: Tensor,
  target: Tensor,
  terms: readonly LossTerm[],
  context: LossContext,
): LossTensors {
  const named = new Map<string, Tensor>();
  const weighted = terms.map((term) => {
    const value = valueOf(graph, prediction, target, term, context);
    const before = [...named.keys()].filter((name) => name.split(' ')[0] === term.kind).length;
    named.set(before === 0 ? term.kind : `${term.kind} ${before + 1}`, value);
    return scale(graph, value, term.weight);
  });
  return { loss: addAll(graph, weighted), terms: named };
}

function valueOf(
  graph: Graph,
  prediction: Tensor,
  target: Tensor,
  term: LossTerm,
  { values, perceptual }: LossContext,
): Tensor {
  switch (term.kind) {
    case 'mse':
      return meanSquare(graph, prediction, target, term.reduction);
    case 'l1':
      return meanAbsolute(graph, prediction, target);
    case 'gaussian-l1':
      return gaussianAbsolute(graph, prediction, target, term.sigma);
    case 'ssim':
      return ssimLoss(graph, prediction, target, values);
    case 'ms-ssim':
      return multiScaleSsimLoss(graph, prediction, target, values);
    case 'deep-storm':
      return deepStormLoss(graph, prediction, target, term.sparsity);
    case 'perceptual':
      return perceptualLoss(graph, prediction, target, term, perceptual.get(term.model));
  }
}

function perceptualLoss(
  graph: Graph,
  prediction: Tensor,
  target: Tensor,
  { model, layer }: Extract<LossTerm, { kind: 'perceptual' }>,
  supplied: PerceptualNetwork | undefined,
): Tensor {
  if (!supplied) throw new TypeError(`The network "${model}" of the perceptual loss was not loaded.`);
  const { network, weights } = supplied;
  const tensors = new Map(
    networkTensors(network).map(({ name, shape }) => [name, graph.constant(weights.get(name)!, shape)]),
  );
  const [seen, wanted] = [prediction, target].map((image) =>
    forward(graph, network, image, tensors, { training: false }).layers.get(layer),
  );
  if (!seen || !wanted) {
    const known = network.layers.map(({ id }) => id).join(', ');
    throw new InvalidRequestError(
      `The perceptual loss names the layer "${layer}", which "${model}" does not have. It has: ${known}.`,
      { parameter: 'loss' },
    );
  }
  return meanSquare(graph, seen, wanted);
}
