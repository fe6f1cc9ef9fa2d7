import { mean, scale, shift, softplus, square } from '../../engine/arithmetic';
import type { Graph, Tensor } from '../../engine/graph';
import { add } from '../../engine/operations';
import type { Adversarial } from '../../contract/training-config';

type Kind = Adversarial['loss'];

/** How far logits are from saying "a target" everywhere (or "a prediction"): the mean over batch and places. */
function farFrom(graph: Graph, kind: Kind, logits: Tensor, isTarget: boolean): Tensor {
  switch (kind) {
    case 'least-squares': // Mao 2017
      return mean(graph, square(graph, isTarget ? shift(graph, logits, -1) : logits));
    case 'cross-entropy': // Goodfellow 2014, the generator's non-saturating form: -log of the sigmoid
      return mean(graph, softplus(graph, isTarget ? scale(graph, logits, -1) : logits));
  }
}

/** What the discriminator minimises: half of how wrong it is about targets plus half of how wrong about predictions. */
export function discriminatorLoss(
  graph: Graph,
  kind: Kind,
  ofTargets: Tensor,
  ofPredictions: Tensor,
): Tensor {
  const both = add(graph, farFrom(graph, kind, ofTargets, true), farFrom(graph, kind, ofPredictions, false));
  return scale(graph, both, 0.5);
}

/** What the generator minimises: how far its predictions are from being taken for targets. */
export function generatorLoss(graph: Graph, kind: Kind, ofPredictions: Tensor): Tensor {
  return farFrom(graph, kind, ofPredictions, true);
}
