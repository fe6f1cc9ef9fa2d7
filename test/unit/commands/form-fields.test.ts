import { describe, expect, it } from 'vitest';
import { formFields, labelOf, optionLabel, type FormField } from '../../../src-main/commands/form-fields';
import { SrrfParams } from '../../../src-main/contract/reconstruction';
import { TrainingConfig } from '../../../src-main/contract/training-config';

const fields = formFields(TrainingConfig);
const field = (...keys: string[]): FormField => {
  const [first, ...rest] = keys;
  return rest.reduce<FormField>(
    (around, key) => {
      if (around.kind !== 'group') throw new Error(`${key} lies in no group.`);
      return around.fields.find((one) => one.key === key)!.field;
    },
    fields.find(({ key }) => key === first)!.field,
  );
};

describe('the fields of the training configuration', () => {
  it('are those of the schema, without what can have one value only', () => {
    const keys = fields.map(({ key }) => key);
    expect(keys).not.toContain('format');
    expect(keys).not.toContain('version');
    expect(keys).toEqual(Object.keys(TrainingConfig.shape).filter((key) => keys.includes(key)));
    expect(keys.length).toBe(Object.keys(TrainingConfig.shape).length - 2);
  });

  it('know the bounds of numbers, also those that are not reached', () => {
    expect(field('epochs')).toEqual({ kind: 'number', whole: true, min: 1, max: 100_000 });
    expect(field('batch')).toEqual({ kind: 'number', whole: true, min: 1 });
    expect(field('optimiser', 'learningRate')).toEqual({ kind: 'number', whole: false, above: 0 });
    expect(field('dropout')).toEqual({ kind: 'number', whole: false, min: 0, below: 1 });
  });

  it('know switches, choices, rows of numbers, and what is a count or names', () => {
    expect(field('augmentation', 'flips')).toEqual({ kind: 'switch' });
    expect(field('optimiser', 'kind')).toEqual({ kind: 'choice', options: ['adam', 'adamw'] });
    expect(field('split', 'validation')).toEqual({ kind: 'countOrNames' });
    const networks = field('architecture');
    if (networks.kind !== 'variants') throw new Error('The network is no choice.');
    const denseEd = networks.variants.find(({ value }) => value === 'denseed')!;
    expect(denseEd.fields.map(({ key }) => key)).toEqual(['blocks', 'growthRate', 'firstFeatures']);
    expect(denseEd.initial).toEqual({
      kind: 'denseed',
      blocks: [1, 1, 1],
      growthRate: 16,
      firstFeatures: 48,
    });
    expect(denseEd.fields[0]!.field).toEqual({ kind: 'numbers', length: 3, whole: true });
  });

  it('know lists of variants, and what may be left empty', () => {
    const loss = field('loss');
    expect(loss.kind === 'list' && loss.of.kind).toBe('variants');
    expect(fields.find(({ key }) => key === 'threads')!.empty).toBe('absent');
    expect(fields.find(({ key }) => key === 'adversarial')!.empty).toBe('null');
    expect(fields.find(({ key }) => key === 'batch')!.empty).toBeNull();
  });

  it('begin with the defaults of the schema, completed', () => {
    const whole = Object.fromEntries(
      fields.filter(({ empty }) => empty === null).map(({ key, initial }) => [key, initial]),
    );
    const { adversarial, ...parsed } = TrainingConfig.parse({
      name: 'x',
      architecture: { kind: 'denseed', blocks: [1, 1, 1] },
      data: { kind: 'folder', folder: '/x' },
    });
    expect(adversarial).toBeNull();
    expect({ ...whole, name: 'x', data: { kind: 'folder', folder: '/x' } }).toEqual({
      ...parsed,
      format: undefined,
      version: undefined,
      loss: [{ kind: 'mse' }], // a list begins as it is written
    });
    expect(fields.find(({ key }) => key === 'adversarial')!.initial).toMatchObject({
      discriminator: 'group',
    });
  });

  it('are called as people read', () => {
    expect(labelOf('learningRate')).toBe('Learning rate');
    expect(labelOf('ms-ssim')).toBe('MS-SSIM');
    expect(labelOf('least-squares')).toBe('Least squares');
  });
});

describe('the fields of a reconstruction', () => {
  const srrf = formFields(SrrfParams);

  it('are those of the method, with the sentences of its schema', () => {
    expect(srrf.map(({ label }) => label)).toEqual([
      'Ring radius, px',
      'Ring axes',
      'Over time',
      'Keep negative values',
      'Magnification',
      'Weight by intensity',
      'Remove pixel pattern',
      'Placement',
    ]);
    expect(srrf[0]!.help).toBe('Radius of the ring, in input pixels. Smaller is sharper and noisier.');
  });

  it('have choices that are called what they do', () => {
    const temporal = srrf.find(({ key }) => key === 'temporal')!.field;
    if (temporal.kind !== 'choice') throw new Error('What becomes of frames is no choice.');
    const labels = temporal.options.map((option) => optionLabel('temporal', String(option)));
    expect(labels.slice(0, 4)).toEqual([
      'Mean',
      'Maximum',
      'Pairwise product mean',
      'Autocorrelation, order 2',
    ]);
    expect(labels.at(-1)).toBe('Each frame by itself');
    expect(optionLabel('loss', 'ssim')).toBe('SSIM');
  });
});
