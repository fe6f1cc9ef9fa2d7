import type { Network } from './layers';

/** The largest number of feature maps after any layer (after concatenation in a dense block), as the paper tables it. */
export function largestFeatureMaps(network: Network): number {
  return Math.max(network.inputFeatures, ...network.layers.map(({ features }) => features));
}
