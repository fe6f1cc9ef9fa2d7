import { describe, expect, it } from 'vitest';
import { nearest, TrainingRun } from '../../../../src-renderer/state/training-run.svelte';
import { epochRecord } from '../../../support/run-records';
import { aTrainingRun } from '../a-training-run';

function aRun(psnr: number[], isOurs = true, previews: number[] = []): TrainingRun {
  const run = new TrainingRun('/runs/bpae', '');
  run.hear({ kind: 'run', detail: aTrainingRun({ psnr, previews }), isOurs, secondsLeft: null });
  return run;
}
const epoch = (number: number, psnr: number, best: boolean) => ({
  kind: 'epoch' as const,
  record: { ...epochRecord(number, best), validation: { rmse: 0.1, psnr, ssim: null, loss: 1 } },
  hasPreview: true,
  secondsLeft: 600,
});

describe('a run as a window follows it', () => {
  it('grows by each epoch that is told', () => {
    const run = aRun([22, 23]);
    run.hear(epoch(3, 24, true));
    expect(run.epoch).toBe(3);
    expect(run.best?.epoch).toBe(3);
    expect(run.detail!.previews).toEqual([3]);
    expect(run.summary!.best).toMatchObject({ epoch: 3, scores: { psnr: 24 } });
  });

  it('takes an epoch that is told again once only', () => {
    const run = aRun([22, 23]);
    run.hear(epoch(2, 23, true));
    expect(run.history.map(({ epoch: number }) => number)).toEqual([1, 2]);
  });

  it('tells how far it is by the steps of the epoch under way', () => {
    const run = aRun(Array.from({ length: 100 }, () => 22));
    expect(run.percentText).toBe('50 %');
    const step = { kind: 'step' as const, step: 4, stepsPerEpoch: 5, loss: 1, secondsPerStep: 0.1 };
    run.hear({ ...step, epoch: 101 });
    expect(run.part).toBeCloseTo((100 + 0.8) / 200);
    run.hear({ ...step, epoch: 100 }); // of the epoch that has ended
    expect(run.part).toBeCloseTo(0.5);
  });

  it('tells its state and why, until it is read anew', () => {
    const run = aRun([22]);
    run.hear({ kind: 'state', state: 'paused', reason: 'The disk is full.' });
    expect(run.summary).toMatchObject({ state: 'paused', reason: 'The disk is full.' });
    expect(run.percentText).toBe('0 %');
    run.hear({
      kind: 'run',
      detail: aTrainingRun({ psnr: [22], state: 'stopped' }),
      isOurs: false,
      secondsLeft: null,
    });
    expect(run.state).toBe('stopped');
    expect(run.percentText).toBe('');
  });

  it('the time left is what was told, less what has passed; else by the pace of the last epochs', () => {
    const run = aRun([22, 23]);
    expect(run.leftNow).toBe(2 * 198); // two seconds an epoch
    run.hear(epoch(3, 24, true));
    expect(run.leftNow).toBeGreaterThan(598);
    expect(run.leftNow).toBeLessThanOrEqual(600);
  });

  it('shows the picture nearest to the epoch that is wanted', () => {
    const run = aRun([22, 24, 23, 23], true, [1, 4]);
    expect(run.previewEpoch).toBe(1); // the best is 2
    run.shownEpoch = 'latest';
    expect(run.previewEpoch).toBe(4);
    run.shownEpoch = 3;
    expect(run.previewEpoch).toBe(4);
    expect(aRun([22]).previewEpoch).toBeNull();
    expect(nearest([1, 10, 20], 14)).toBe(10);
  });
});
