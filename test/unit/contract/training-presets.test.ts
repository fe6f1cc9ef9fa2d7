import { describe, expect, it } from 'vitest';
import { TrainingConfig } from '../../../src-main/contract/training-config';
import { TRAINING_PRESETS } from '../../../src-main/contract/training-presets';
import { networkOf } from '../../../src-main/models/catalog';
import { discriminatorOf } from '../../../src-main/models/discriminators';
import { outputScale, sizeStep } from '../../../src-main/models/geometry';

const data = { kind: 'folder', folder: '/data' } as const;
const configOf = (name: string) =>
  TrainingConfig.parse({
    ...TRAINING_PRESETS.find((preset) => preset.name === name)!.config,
    name: 'run',
    data,
  });

describe('presets', () => {
  it('have names of their own', () => {
    const names = TRAINING_PRESETS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(TRAINING_PRESETS.map(({ name }) => name))(
    '%s is a configuration whose networks fit its patches',
    (name) => {
      const { architecture, patches, adversarial } = configOf(name);
      const network = networkOf(architecture);
      expect(patches.side % sizeStep(network)).toBe(0);
      if (!adversarial) return;
      const side = patches.side * outputScale(network);
      const inputFeatures = adversarial.discriminator === 'patch' ? 2 : 1;
      expect(
        discriminatorOf(adversarial.discriminator, { side, inputFeatures }).layers.length,
      ).toBeGreaterThan(5);
    },
  );

  it("the first is the paper's recipe, which is also the default", () => {
    expect(configOf('denseed-363')).toMatchObject({
      architecture: { kind: 'denseed', blocks: [3, 6, 3], growthRate: 16, firstFeatures: 48 },
      patches: { kind: 'slices', side: 128 },
      normalisation: { kind: 'fixed' },
      loss: [{ kind: 'mse', weight: 1, reduction: 'mean' }],
      adversarial: null,
      optimiser: { kind: 'adam', learningRate: 3e-4, weightDecay: 3e-5 },
      schedule: { kind: 'constant' },
      augmentation: { flips: false, rotations: false, intensity: 0 },
      batch: 16,
      epochs: 200,
      dropout: 0,
    });
  });

  it('the published scripts differ by dropout, learning rate, weight decay and plateau', () => {
    expect(configOf('denseed-363-scripts')).toMatchObject({
      dropout: 0.38,
      optimiser: { learningRate: 3e-3, weightDecay: 3e-4 },
      schedule: { kind: 'plateau', factor: 0.1, patience: 10 },
    });
  });
});
