import { describe, expect, it } from 'vitest';
import { InvalidRequestError } from '../../../src-main/contract/errors';
import { denseEd } from '../../../src-main/models/denseed';
import { discriminatorOf } from '../../../src-main/models/discriminators';
import { INPUT, LayerList } from '../../../src-main/models/layer-list';
import { parameterCount } from '../../../src-main/models/parameters';
import {
  PARAMETER_COPIES,
  SESSION_BYTES,
  TRAINING_ALLOWANCE,
  trainingBytes,
} from '../../../src-main/models/training-memory';
import { unet } from '../../../src-main/models/unet';

describe('memory of a training step', () => {
  const mapsOf = (bytes: number, parameters: number) =>
    ((bytes - SESSION_BYTES) / 4 - PARAMETER_COPIES * parameters) / TRAINING_ALLOWANCE;

  it('keeps what convolutions and batch norms read and what a ReLU gives, and has room for the largest layer', () => {
    const layers = new LayerList('one', 1);
    const conv = layers.conv('conv', INPUT, 3, { kernel: 1 });
    layers.conv('last', layers.relu('relu', layers.batchNorm('norm', conv)), 1, { kernel: 1 });
    const network = layers.network();
    const bytes = trainingBytes(network, { batch: 2, side: 8 });
    const kept = { input: 1, conv: 3, relu: 3 };
    const largest = 3 + 3;
    expect(mapsOf(bytes, parameterCount(network))).toBeCloseTo(
      2 * 64 * (kept.input + kept.conv + kept.relu + largest),
    );
  });
  it('grows by the same for each patch of the batch', () => {
    const [one, two, three] = [1, 2, 3].map((batch) => trainingBytes(unet(), { batch, side: 64 })) as [
      number,
      number,
      number,
    ];
    expect(three - two).toBe(two - one);
  });
  it("estimates the paper's step: 16 slices of 128 x 128 in DenseED (3,6,3)", () => {
    const bytes = trainingBytes(denseEd({ blocks: [3, 6, 3] }), { batch: 16, side: 128 });
    // 695 MiB were measured.
    expect(bytes / 2 ** 20).toBeGreaterThan(695);
    expect(bytes / 2 ** 20).toBeLessThan(1.5 * 695);
  });
  it('counts the discriminator of a GAN, which looks twice', () => {
    const generator = denseEd({ blocks: [1, 1, 1] });
    const judge = discriminatorOf('group', { side: 64, inputFeatures: 1 });
    const size = { batch: 4, side: 64 };
    const more = trainingBytes(generator, size, judge) - trainingBytes(generator, size);
    const alone = trainingBytes(judge, size) - SESSION_BYTES;
    const parameters = 4 * PARAMETER_COPIES * parameterCount(judge);
    expect(more).toBeCloseTo(2 * (alone - parameters) + parameters, -1);
  });
  it('refuses patches that a network does not take', () => {
    expect(() => trainingBytes(unet(), { batch: 1, side: 48 })).toThrow(InvalidRequestError);
    expect(() => trainingBytes(unet(), { batch: 1, side: 48 })).toThrow('48 x 48');
  });
});
