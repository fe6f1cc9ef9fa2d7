import { describe, expect, it } from 'vitest';
import { networkOf } from '../../../src-main/models/catalog';
import { networkTensors } from '../../../src-main/models/layers';

const architecture = { kind: 'denseed' as const, blocks: [1, 2, 1], growthRate: 4, firstFeatures: 8 };

describe('DenseED with dropout', () => {
  const plain = networkOf(architecture);
  const trained = networkOf(architecture, { dropout: 0.38 });
  const dropouts = trained.layers.filter((layer) => layer.kind === 'dropout');

  it('has one after the convolution of each dense layer, before the concatenation', () => {
    expect(dropouts.map(({ id, from, rate }) => [id, from, rate])).toEqual(
      ['block1.layer1', 'block2.layer1', 'block2.layer2', 'block3.layer1'].map((id) => [
        `${id}.dropout`,
        [`${id}.conv`],
        0.38,
      ]),
    );
    expect(trained.layers.find(({ id }) => id === 'block1.layer1.concat')!.from).toEqual([
      'first.conv',
      'block1.layer1.dropout',
    ]);
  });
  it('has the tensors and the other layers of the one without', () => {
    expect(networkTensors(trained)).toEqual(networkTensors(plain));
    const others = trained.layers.filter((layer) => layer.kind !== 'dropout').map(({ id }) => id);
    expect(others).toEqual(plain.layers.map(({ id }) => id));
  });
  it('has none at rate 0', () => {
    expect(networkOf(architecture, { dropout: 0 })).toEqual(plain);
  });
});

it('no other network has a place for dropout, and ANNA-PALM keeps its own', () => {
  const annaPalm = { kind: 'anna-palm' as const, levels: 4, features: 2 };
  expect(networkOf(annaPalm, { dropout: 0.1 })).toEqual(networkOf(annaPalm));
  const rates = networkOf(annaPalm).layers.flatMap((layer) => (layer.kind === 'dropout' ? [layer.rate] : []));
  expect(rates).toEqual([0.5, 0.5, 0.5]);
});
