import { describe, expect, it } from 'vitest';
import { TrainingConfig } from '../../../src-main/contract/training-config';
import { DivergenceWatch } from '../../../src-main/training/divergence';

const config = TrainingConfig.parse({
  name: 'a',
  architecture: { kind: 'denseed', blocks: [1, 1, 1] },
  data: { kind: 'folder', folder: '/data' },
  optimiser: { learningRate: 3 },
});

const result = (loss: number, gradientNorm = 1, discriminator: number | null = null) => ({
  loss,
  gradientNorm,
  discriminator,
});

const watchOf = (startingLoss: number | null, stepsPerEpoch = 100, change = {}) =>
  new DivergenceWatch({ ...config, ...change }, stepsPerEpoch, startingLoss);

describe('a run that goes wrong', () => {
  it('is told by a loss that is no number, with what is kept and what to change', () => {
    const watch = watchOf(0.5);
    expect(watch.look(result(NaN), 41, 7)).toBe(
      'The loss stopped being a number in step 7 of epoch 41. Epoch 40 is kept. Start again with a smaller learning rate (optimiser.learningRate=0.3), or clip the gradient (clipping=1).',
    );
    expect(watch.look(result(Infinity), 41, 7)).toContain('The loss stopped being a number');
  });

  it('is told by a gradient or a discriminator that is no number', () => {
    const watch = watchOf(null, 100, { clipping: 1 });
    expect(watch.look(result(1, NaN), 1, 1)).toMatch(
      /^The gradient stopped .* nothing is kept\..*=0\.3\)\.$/,
    );
    expect(watch.look(result(1, 1, Infinity), 1, 1)).toMatch(/^The discriminator's loss stopped/);
  });

  it('is told by a loss that stays a thousand times above the beginning', () => {
    const watch = watchOf(0.5);
    const looks = Array.from({ length: 10 }, (_, i) => watch.look(result(501), 2, i + 1));
    expect(looks.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => null));
    expect(looks[9]).toContain('The loss has exploded, from 0.500 to 501, in step 10 of epoch 2.');
  });

  it('is told by a whole epoch of fewer steps', () => {
    const watch = watchOf(null, 3);
    const epoch = (number: number, losses: number[]) => {
      watch.beginEpoch();
      return losses.map((loss, i) => watch.look(result(loss), number, i + 1) !== null);
    };
    expect(epoch(1, [0.5, 0.2, 0.3])).toEqual([false, false, false]);
    expect(epoch(2, [501, 502, 503])).toEqual([false, false, true]);
    expect(watch.startingLoss).toBe(0.5);
  });

  it('is not told by single steps far off, nor across epochs', () => {
    const watch = watchOf(null);
    for (let step = 1; step < 11; step++) expect(watch.look(result(0.1), 1, step)).toBeNull();
    for (let step = 11; step < 20; step++) expect(watch.look(result(101), 1, step)).toBeNull();
    watch.beginEpoch();
    for (let step = 1; step < 40; step++)
      expect(watch.look(result(step % 9 ? 501 : 0.4), 2, step)).toBeNull();
  });

  it('is not told where only the first patches had nothing to learn', () => {
    const watch = watchOf(null);
    const losses = [0, 1e-9, 0.02, ...Array.from({ length: 40 }, () => 0.02)];
    for (const [i, loss] of losses.entries()) expect(watch.look(result(loss), 1, i + 1)).toBeNull();
    const empty = watchOf(null);
    for (let step = 1; step < 11; step++) expect(empty.look(result(0), 1, step)).toBeNull();
    for (let step = 11; step < 40; step++) expect(empty.look(result(0.05), 1, step)).toBeNull();
  });

  it('is told where it explodes at once, in the first epoch', () => {
    const watch = watchOf(null);
    const looks = [0.3, ...Array.from({ length: 10 }, () => 1e6)].map((loss, i) =>
      watch.look(result(loss), 1, i + 1),
    );
    expect(looks.at(-1)).toContain('The loss has exploded, from 0.300 to 1.00e+6');
  });

  it('is told by a validation loss that is no number', () => {
    const watch = watchOf(0.5);
    expect(watch.lookAtValidation(0.1, 3)).toBeNull();
    expect(watch.lookAtValidation(NaN, 3)).toMatch(/^The validation loss of epoch 3 .* Epoch 2 is kept/);
  });
});
