import { describe, expect, it } from 'vitest';
import { bestOf, runVerdict } from '../../../../src-renderer/state/run-verdict';
import { aTrainingRun, RESCALED_DB } from '../a-training-run';

const many = (count: number, psnr: (epoch: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => psnr(i + 1));

describe('the verdict on a run', () => {
  it('names the baseline and by how much it is passed', () => {
    const { level, title, text } = runVerdict(aTrainingRun({ psnr: [22, 24.29, 23.9], state: 'finished' }));
    expect(level).toBe('good');
    expect(title).toBe('Leads, 1.29 dB above the best rescaling of the raw frame');
    expect(text).toBe('At its best epoch, 2.');
  });

  it('says plainly that a run which ended does not reach it', () => {
    const { level, title } = runVerdict(aTrainingRun({ psnr: [20, 22.7, 22], state: 'stopped' }));
    expect(level).toBe('poor');
    expect(title).toBe('Does not reach the best rescaling of the raw frame: 0.30 dB below');
  });

  it('judges nothing before its time: a run that improves may still reach it', () => {
    const { level, title, text } = runVerdict(aTrainingRun({ psnr: [20, 21, 22] }));
    expect(level).toBe('open');
    expect(title).toBe('Does not yet reach the best rescaling of the raw frame: 1.00 dB below');
    expect(text).toBe('At its best epoch, 3. It is still improving.');
  });

  it('does not call equal scores a lead', () => {
    const { level, title } = runVerdict(aTrainingRun({ psnr: [RESCALED_DB + 0.004], state: 'finished' }));
    expect(level).toBe('poor');
    expect(title).toBe('As good as the best rescaling of the raw frame, no better');
  });

  it('tells a noisy end from a steady one', () => {
    const noisy = runVerdict(aTrainingRun({ psnr: many(30, (epoch) => (epoch % 2 ? 23.1 : 24.1)) }));
    expect(noisy.text).toContain(
      'Over the last 10 epochs it is 0.60 dB above: noisy, so confirm on a second',
    );
    const steady = runVerdict(aTrainingRun({ psnr: many(30, (epoch) => (epoch === 20 ? 24.2 : 24)) }));
    expect(steady.text).toContain('Over the last 10 epochs it is 1.00 dB above, and steady.');
    expect(steady.text).toContain('It has not improved since epoch 20.');
  });

  it('is silent about scores where no field is held out', () => {
    const { level, title, text } = runVerdict(aTrainingRun({ psnr: [null, null], state: 'finished' }));
    expect(level).toBe('open');
    expect(title).toMatch(/^Training loss 0\.5/);
    expect(text).toContain('No field is held out');
  });

  it('waits for the first epoch', () => {
    expect(runVerdict(aTrainingRun({ psnr: [] })).title).toBe('The first epoch is under way');
    expect(runVerdict(aTrainingRun({ psnr: [], state: 'failed' })).title).toBe('No epoch was finished');
  });
});

it('the best epoch is the last that was the best when it ended', () => {
  expect(bestOf(aTrainingRun({ psnr: [20, 22, 21, 22.5, 22.4] }).history).epoch).toBe(4);
});
