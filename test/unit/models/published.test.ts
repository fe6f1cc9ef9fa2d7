import { describe, expect, it } from 'vitest';
import { networkOf } from '../../../src-main/models/catalog';
import { largestFeatureMaps } from '../../../src-main/models/feature-maps';
import { networkGeometry } from '../../../src-main/models/geometry';
import { convLayerCount, parameterCount } from '../../../src-main/models/parameters';
import { PUBLISHED_NETWORKS } from '../../../src-main/models/published-networks';

describe.each(PUBLISHED_NETWORKS)('$name', (row) => {
  const network = networkOf(row.architecture);

  it('is named as in the table', () => {
    expect(network.name).toBe(row.name);
  });
  it('has the published number of parameters', () => {
    expect(parameterCount(network)).toBe(row.parameters);
  });
  it('has the published number of convolutions', () => {
    expect(convLayerCount(network)).toBe(row.convLayers);
  });
  it('has the published largest number of feature maps', () => {
    expect(largestFeatureMaps(network)).toBe(row.featureMaps);
  });
  it('has the published receptive field, scale and size step', () => {
    const { sizeStep, outputScale, receptiveField } = row;
    expect(networkGeometry(network)).toMatchObject({ sizeStep, outputScale, receptiveField });
  });
  it('lets each layer read only earlier ones', () => {
    const seen = new Set(['input']);
    for (const layer of network.layers) {
      expect(
        layer.from.filter((id) => !seen.has(id)),
        layer.id,
      ).toEqual([]);
      seen.add(layer.id);
    }
  });
});
