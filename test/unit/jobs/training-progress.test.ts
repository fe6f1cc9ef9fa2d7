import { describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../src-main/contract/training-api';
import { TrainingProgress } from '../../../src-main/jobs/training-progress';

const begun = { kind: 'begun', detail: { record: { config: { epochs: 4 } } } } as TrainingEvent;
const step = (epoch: number, at: number): TrainingEvent => ({
  kind: 'step',
  epoch,
  step: at,
  stepsPerEpoch: 10,
  loss: 0.01234,
  secondsPerStep: 2,
});
const epoch = (record: object, secondsLeft: number) =>
  ({ kind: 'epoch', record, secondsLeft, hasPreview: false }) as TrainingEvent;

describe('the progress of a run', () => {
  it('counts the steps of all epochs, with epoch and loss', () => {
    const progress = new TrainingProgress();
    expect(progress.after(begun)).toBeNull();
    expect(progress.after(step(2, 5))).toEqual({
      done: 15,
      total: 40,
      unit: 'steps',
      activity: 'epoch 2 of 4, loss 0.0123',
      secondsLeft: 50,
    });
  });

  it('takes the time left from whole epochs once there are some', () => {
    const progress = new TrainingProgress();
    progress.after(begun);
    const after = progress.after(epoch({ epoch: 1, step: 10, train: { loss: 0.5 } }, 90));
    expect(after).toMatchObject({
      done: 10,
      total: 40,
      secondsLeft: 90,
      activity: 'epoch 1 of 4, loss 0.500',
    });
    expect(progress.after(step(2, 5))).toMatchObject({ secondsLeft: 75 });
  });

  it('is not changed by what is no step', () => {
    expect(new TrainingProgress().after({ kind: 'notice', sentence: 'a' })).toBeNull();
  });
});
