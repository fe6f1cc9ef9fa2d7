import { describe, expect, it } from 'vitest';
import { InvalidRequestError } from '../../../src-main/contract/errors';
import { discriminatorOf, type DiscriminatorKind } from '../../../src-main/models/discriminators';
import { inputSpan, layerSides } from '../../../src-main/models/geometry';
import type { DenseLayer } from '../../../src-main/models/layers';
import { parameterCount } from '../../../src-main/models/parameters';
import { randomNumbers, randomWeights, runPlainNetwork } from '../../support/plain-network';

const denseLayers = (kind: DiscriminatorKind, side: number): DenseLayer[] =>
  discriminatorOf(kind, { side, inputFeatures: 1 }).layers.filter((layer) => layer.kind === 'dense');

describe("the group's discriminator", () => {
  it('flattens the published 128 pixels to 864 values, then 256, 128, 64 and the logit', () => {
    expect(denseLayers('group', 128).map(({ inputs, features }) => [inputs, features])).toEqual([
      [864, 256],
      [256, 128],
      [128, 64],
      [64, 1],
    ]);
  });
  it('flattens what other sides leave', () => {
    expect(denseLayers('group', 64)[0]!.inputs).toBe(24 * 2 * 2);
  });
  it('refuses patches that its convolutions use up', () => {
    expect(denseLayers('group', 34)[0]!.inputs).toBe(24);
    const ask = () => discriminatorOf('group', { side: 33, inputFeatures: 1 });
    expect(ask).toThrow(InvalidRequestError);
    expect(ask).toThrow('Patches of 33 x 33 target pixels are too small');
    expect(ask).toThrow('at least 34');
  });
});

describe("Wang's discriminator", () => {
  it('doubles 64 features five times, takes their mean and has two fully connected layers', () => {
    const network = discriminatorOf('wang', { side: 96, inputFeatures: 1 });
    expect(network.layers.find(({ kind }) => kind === 'averagePool')).toMatchObject({
      size: 3,
      features: 2048,
    });
    expect(denseLayers('wang', 96).map(({ inputs, features }) => [inputs, features])).toEqual([
      [2048, 2048],
      [2048, 1],
    ]);
  });
});

describe("RFGANM's discriminator", () => {
  it("is SRGAN's at 96 pixels: eight convolutions to 6 x 6 of 512 features, 1024 and the logit", () => {
    const network = discriminatorOf('vgg', { side: 96, inputFeatures: 1 });
    const convs = network.layers.filter((layer) => layer.kind === 'conv');
    expect(convs.map(({ features, stride }) => `${features}/${stride}`)).toEqual([
      '64/1',
      '64/2',
      '128/1',
      '128/2',
      '256/1',
      '256/2',
      '512/1',
      '512/2',
    ]);
    expect(denseLayers('vgg', 96).map(({ inputs, features }) => [inputs, features])).toEqual([
      [6 * 6 * 512, 1024],
      [1024, 1],
    ]);
  });
  it('does not grow with the published 384 pixels', () => {
    expect(denseLayers('vgg', 384)[0]!.inputs).toBe(6 * 6 * 512);
  });
});

describe("pix2pix's discriminator", () => {
  it('has the published 2,768,705 parameters on two images of three colours', () => {
    expect(parameterCount(discriminatorOf('patch', { side: 256, inputFeatures: 6 }))).toBe(2_768_705);
  });
  it('judges squares of 70 x 70 pixels', () => {
    const { first, last } = inputSpan(discriminatorOf('patch', { side: 256, inputFeatures: 2 }), 10)!;
    expect(last - first + 1).toBe(70);
  });
  it('answers a map of 30 x 30 logits of 256 pixels', () => {
    const network = discriminatorOf('patch', { side: 256, inputFeatures: 2 });
    expect(layerSides(network, 256)!.get('last.conv')).toBe(30);
  });
  it('refuses patches under 24 pixels', () => {
    const ask = () => discriminatorOf('patch', { side: 23, inputFeatures: 2 });
    expect(ask).toThrow('at least 24');
  });
});

it.each([
  ['group', 40],
  ['wang', 32],
  ['vgg', 16],
  ['patch', 24],
] as const)('%s answers a logit that may be of either sign', (kind, side) => {
  const network = discriminatorOf(kind, { side, inputFeatures: 2, features: 2 });
  const random = randomNumbers(1);
  const logits = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
    const data = Float64Array.from({ length: side * side * 2 }, () => 4 * random() - 2);
    const image = { height: side, width: side, features: 2, data };
    const {
      height,
      width,
      features,
      data: answer,
    } = runPlainNetwork(network, randomWeights(network, seed), image);
    expect([height, width, features]).toEqual([1, 1, 1]);
    return answer[0]!;
  });
  expect(Math.min(...logits)).toBeLessThan(0);
  expect(Math.max(...logits)).toBeGreaterThan(0);
});
