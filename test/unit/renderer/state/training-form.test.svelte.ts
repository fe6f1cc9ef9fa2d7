import { describe, expect, it } from 'vitest';
import type { DataReport, TrainingEstimate } from '../../../../src-main/contract/training-api';
import { TRAINING_PRESETS } from '../../../../src-main/contract/training-presets';
import { TrainingForm } from '../../../../src-renderer/state/training-form.svelte';
import { reportSentence, whyNotStarted } from '../../../../src-renderer/state/training-text';

const report: DataReport = {
  fields: ['a', 'b', 'c'].map((name, i) => ({
    name,
    input: name,
    target: name,
    frames: 2,
    width: 64,
    height: 64,
    part: i === 0 ? 'validation' : 'train',
  })),
  findings: [],
  trainFrames: 4,
  inputType: 'uint16',
  targetType: 'uint16',
  scale: 1,
};

function withData(): TrainingForm {
  const form = new TrainingForm();
  form.data = { kind: 'folder', folder: '/data/bpae' };
  return form;
}

describe('what is chosen before training', () => {
  it('begins as the recipe of the paper, and is complete once there are data', () => {
    const form = new TrainingForm();
    expect(form.config).toBeNull();
    form.data = { kind: 'folder', folder: '/data/bpae' };
    expect(form.config).toMatchObject({
      name: 'bpae',
      architecture: { kind: 'denseed', blocks: [3, 6, 3] },
      batch: 16,
      epochs: 200,
      loss: [{ kind: 'mse', weight: 1, reduction: 'mean' }],
    });
  });

  it.each(TRAINING_PRESETS.map(({ name }) => name))(
    'every preset makes a whole configuration: %s',
    (name) => {
      const form = withData();
      form.choosePreset(name);
      expect(form.problems).toEqual([]);
      expect(form.config).not.toBeNull();
      expect(form.isChanged).toBe(false);
    },
  );

  it('a changed setting is known as one, and goes with the preset', () => {
    const form = withData();
    form.set(['optimiser', 'learningRate'], 1e-3);
    expect(form.isChanged).toBe(true);
    expect(form.config!.optimiser).toMatchObject({ learningRate: 1e-3, weightDecay: 3e-5 });
    form.choosePreset(form.preset);
    expect(form.isChanged).toBe(false);
    expect(form.data).not.toBeNull();
  });

  it('what does not fit is said in words', () => {
    const form = withData();
    form.set(['loss'], [{ kind: 'perceptual', weight: 1, model: '', layer: 'x' }]);
    expect(form.config).toBeNull();
    expect(form.problems).toEqual(['Loss, Model needs a value.']);
    expect(whyNotStarted(form, [])).toBe('One of the settings does not fit.');
  });

  it('a report holds as long as what decides about the data is the same', () => {
    const form = withData();
    form.take(form.request!, report);
    expect(reportSentence(form.report!)).toBe('2 fields to train on, 4 frames; 1 held out.');
    form.set(['epochs'], 10);
    expect(form.report).not.toBeNull();
    form.set(['split', 'validation'], 2);
    expect(form.report).toBeNull();
  });

  it('an estimate holds as long as the settings do; a name changes nothing', () => {
    const form = withData();
    form.takeEstimate(form.config!, {} as TrainingEstimate);
    form.name = 'BPAE overnight';
    expect(form.estimate).not.toBeNull();
    form.set(['batch'], 8);
    expect(form.estimate).toBeNull();
    expect(form.isEstimateOld).toBe(true);
  });

  it('takes over what another run was trained with', () => {
    const form = withData();
    form.set(['epochs'], 10);
    form.setData('input', 'low');
    const other = new TrainingForm();
    other.takeConfig(form.config!);
    expect(other.config).toEqual(form.config);
    expect(other.data).toEqual({ kind: 'folder', folder: '/data/bpae', input: 'low' });
    other.setData('input', undefined);
    expect(other.data).toEqual({ kind: 'folder', folder: '/data/bpae' });
  });

  it('what stops the start is said: no data, no name, a name that is taken, errors in the data', () => {
    expect(whyNotStarted(new TrainingForm(), [])).toBe('Choose data first.');
    const form = withData();
    expect(whyNotStarted(form, [])).toBe('');
    expect(whyNotStarted(form, [{ name: 'BPAE' } as never])).toContain('is installed. Choose another name.');
    form.name = ' ';
    expect(whyNotStarted(form, [])).toBe('Give the model a name.');
    form.name = 'x';
    const finding = { level: 'error', kind: 'size', file: 'a', sentence: 'a has another size.' } as const;
    form.take(form.request!, { ...report, findings: [finding] });
    expect(whyNotStarted(form, [])).toContain('has to be mended first');
  });
});
