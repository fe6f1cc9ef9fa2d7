import { describe, expect, it } from 'vitest';
import { readTrainingConfig, withSettings } from '../../../src-main/jobs/training-settings';

const plain = {
  name: 'a',
  architecture: { kind: 'denseed', blocks: [3, 6, 3] },
  data: { kind: 'folder', folder: '/data' },
};
const set = (...settings: string[]) => readTrainingConfig(withSettings(plain, settings));

describe('settings', () => {
  it('are keys with dots and values of JSON or text', () => {
    const config = set(
      'optimiser.learningRate=1e-3',
      'architecture.blocks=[9,18,9]',
      'name=my run',
      'data.input=low',
    );
    expect(config.optimiser).toMatchObject({ learningRate: 1e-3, weightDecay: 3e-5 });
    expect(config.architecture).toMatchObject({ blocks: [9, 18, 9] });
    expect(config).toMatchObject({ name: 'my run', data: { folder: '/data', input: 'low' } });
  });

  it('that change a kind begin its object anew', () => {
    const config = set(
      'schedule.kind=plateau',
      'schedule.patience=4',
      'schedule.kind=step',
      'schedule.every=7',
    );
    expect(config.schedule).toEqual({ kind: 'step', warmUp: 0, factor: 0.1, every: 7 });
    expect(
      set('schedule.kind=plateau', 'schedule.patience=4', 'schedule.kind=plateau').schedule,
    ).toMatchObject({
      patience: 4,
    });
  });

  it('reach into lists, and make what was absent', () => {
    const config = set('loss.1={"kind":"ssim","weight":0.2}', 'loss.0.weight=0.8');
    expect(config.loss).toMatchObject([
      { kind: 'mse', weight: 0.8 },
      { kind: 'ssim', weight: 0.2 },
    ]);
    expect(set('adversarial.discriminator=patch').adversarial).toMatchObject({ discriminator: 'patch' });
    expect(set('adversarial.discriminator=patch', 'adversarial=null').adversarial).toBeNull();
  });

  it('may hold an equals sign in their value', () => {
    expect(set('data.field=^(?<=a)b')).toMatchObject({ data: { field: '^(?<=a)b' } });
  });

  it.each([
    ['batch', '"batch" is not a setting: write key=value'],
    ['=3', '"=3" is not a setting'],
    ['optimiser..x=3', 'is not a setting'],
    [
      'optimiser.learningRat=1',
      /^There is no setting "optimiser\.learningRat" \(given as 1\)\. Of optimiser there are: kind, learningRate, /,
    ],
    [
      'batchSize=1',
      /^There is no setting "batchSize" \(given as 1\)\. Of a configuration there are: .*batch, epochs/,
    ],
    ['batch=0', /^batch=0 does not fit: Too small/],
    ['batch=many', /^batch="many" does not fit: expected number/],
    ['epochs=1.5', /^epochs=1\.5 does not fit/],
    ['architecture.blocks=[1,2]', /^architecture\.blocks=\[1,2\] does not fit/],
    ['architecture.kind=resunet', /^architecture\.kind="resunet" does not fit/],
    ['name.x=1', 'name.x does not exist: "a" has no "x".'],
    ['architecture.blocks.9=1', 'is no place of a list of 3'],
    ['data.folder=null', /^data\.folder=null does not fit/],
  ])('are refused with their key and value: %s', (setting, sentence) => {
    expect(() => set(setting)).toThrow(sentence);
  });

  it('that are missing are named', () => {
    expect(() => readTrainingConfig({ name: 'a', data: plain.data })).toThrow('architecture is missing.');
    expect(() => readTrainingConfig({})).toThrow('name is missing.');
    expect(() => readTrainingConfig(7)).toThrow('the configuration=7 does not fit');
  });
});
