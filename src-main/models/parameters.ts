import { networkTensors, type Network } from './layers';

/** Trained numbers of a network: weights, biases, batch-norm scale and shift. Running statistics are not counted. */
export function parameterCount(network: Network): number {
  return networkTensors(network)
    .filter((tensor) => tensor.trained)
    .reduce((sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1), 0);
}

/** Convolutions of a network, transposed ones included: "layers" in the paper's table. */
export function convLayerCount(network: Network): number {
  return network.layers.filter(({ kind }) => kind === 'conv' || kind === 'transposedConv').length;
}
