import { describe, expect, it } from 'vitest';
import type { RunEnvironment, RunRecord } from '../../../src-main/contract/run';
import { TrainingConfig } from '../../../src-main/contract/training-config';
import { changesSince, sameSplit } from '../../../src-main/training/begin-run';

const environment: RunEnvironment = {
  finescope: '1',
  runtime: 'TensorFlow 2.21.0',
  device: 'a processor',
  kind: 'cpu',
  threads: 8,
  oneDnn: true,
  host: 'Node',
};
const config = TrainingConfig.parse({
  name: 'a',
  architecture: { kind: 'dncnn' },
  data: { kind: 'folder', folder: '/data' },
  split: { validation: 2, test: 1, fields: 3 },
  schedule: { kind: 'cosine' },
});
const record = {
  config,
  environment,
  data: { fingerprint: 'f', validation: ['b', 'c'], test: ['d'] },
} as unknown as RunRecord;
const now = { config, environment, fingerprint: 'f' };

describe('a run that goes on', () => {
  it('has nothing to tell where nothing changed', () => {
    expect(changesSince(record, now)).toEqual([]);
    expect(changesSince(record, { ...now, environment: { ...environment, host: 'Electron' } })).toEqual([]);
  });

  it('says that its bits will differ by other threads, another device or without oneDNN', () => {
    const told = (change: Partial<RunEnvironment>) =>
      changesSince(record, { ...now, environment: { ...environment, ...change } })[0];
    expect(told({ threads: 1 })).toBe(
      'The run was computed by TensorFlow 2.21.0 on a processor, 8 threads; now by TensorFlow 2.21.0 on a processor, 1 thread. It goes on well, but the last bits of its numbers will differ from those of a run that was not interrupted.',
    );
    expect(told({ oneDnn: false })).toContain('8 threads, without oneDNN. It goes on');
    expect(told({ device: 'GPU', kind: 'gpu' })).toContain('now by TensorFlow 2.21.0 on GPU');
  });

  it('says that its data changed, or that its learning rate rises', () => {
    expect(changesSince(record, { ...now, fingerprint: 'g' })).toEqual([
      expect.stringContaining('Files of the training data changed'),
    ]);
    expect(changesSince(record, { ...now, config: { ...config, epochs: 300 } })).toEqual([
      expect.stringMatching(/until epoch 300 now, not 200/),
    ]);
  });

  it('keeps what it held out by name', () => {
    expect(sameSplit(record).split).toMatchObject({ validation: ['b', 'c'], test: ['d'], fields: 3 });
    const without = { ...record, data: { ...record.data, validation: [], test: [] } };
    expect(sameSplit(without).split).toMatchObject({ validation: 0, test: [] });
  });
});
