import { InvalidRequestError } from '../contract/errors';
import { layerSides, outputScale } from './geometry';
import { INPUT } from './layer-list';
import type { Layer, Network } from './layers';
import { parameterCount } from './parameters';

/**
 * Allowance over the bare feature maps, for workspaces of convolutions, gradients that wait for one another and memory
 * that is freed late. This and the next two were measured as the growth of the process over three steps on two CPU cores
 * (seven networks, three with a discriminator, batches of 1 to 16): the estimate is 1.0 to 1.4 times what was taken.
 */
export const TRAINING_ALLOWANCE = 1.5;

/**
 * Copies of the parameters: weights, Adam's two moments and the gradient, each whole; weights and gradient once more in
 * the pieces that layers read and give; what the update is computed from; and what sets the start. Measured 8 to 9.
 */
export const PARAMETER_COPIES = 9;

/** What TensorFlow takes for itself at its first step, bytes. */
export const SESSION_BYTES = 150 * 2 ** 20;

/** What a step works on: patches a step, and the side of an input patch in pixels. */
export interface StepSize {
  batch: number;
  side: number;
}

/**
 * Memory that training takes, in bytes: feature maps that are kept until the gradient has come back to them, the largest
 * that come and go, and every parameter {@link PARAMETER_COPIES} times; of a GAN, the discriminator's too, which looks at
 * targets and at predictions. An estimate to choose a batch by, not a promise.
 *
 * @throws InvalidRequestError where the network does not take patches of that side.
 */
export function trainingBytes(
  generator: Network,
  { batch, side }: StepSize,
  discriminator: Network | null = null,
): number {
  const judgedSide = side * outputScale(generator);
  const maps =
    valuesOfStep(generator, side) + (discriminator ? 2 * valuesOfStep(discriminator, judgedSide) : 0);
  const parameters = parameterCount(generator) + (discriminator ? parameterCount(discriminator) : 0);
  const values = TRAINING_ALLOWANCE * batch * maps + PARAMETER_COPIES * parameters;
  return Math.ceil(SESSION_BYTES + values * Float32Array.BYTES_PER_ELEMENT);
}

/** Layers whose gradient is computed from their output (of dropout: from its mask, which is as large). */
const KEEPS_OUTPUT = new Set<Layer['kind']>(['relu', 'leakyRelu', 'tanh', 'sigmoid', 'maxPool', 'dropout']);
/** Layers whose gradient is computed from what they read. */
const KEEPS_INPUT = new Set<Layer['kind']>(['conv', 'transposedConv', 'dense', 'batchNorm', 'maxPool']);

/** Values of one patch's feature maps: those kept for the way back, and those of the largest layer with what it reads. */
function valuesOfStep(network: Network, side: number): number {
  const sides = layerSides(network, side);
  if (!sides)
    throw new InvalidRequestError(`${network.name} does not take patches of ${side} x ${side} pixels.`, {
      parameter: 'patches.side',
    });
  const size = new Map([[INPUT, network.inputFeatures * side ** 2]]);
  const kept = new Set<string>();
  let largest = 0;
  for (const { id, kind, from, features } of network.layers) {
    size.set(id, features * sides.get(id)! ** 2);
    if (KEEPS_OUTPUT.has(kind)) kept.add(id);
    if (KEEPS_INPUT.has(kind)) for (const read of from) kept.add(read);
    largest = Math.max(largest, total([id, ...from]));
  }
  return total([...kept]) + largest;

  function total(ids: string[]): number {
    return ids.reduce((sum, id) => sum + size.get(id)!, 0);
  }
}
