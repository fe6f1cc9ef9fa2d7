import { describe, expect, it } from 'vitest';
import {
  bestText,
  canResume,
  gainOf,
  leftText,
  rateText,
  standingSentence,
} from '../../../../src-renderer/state/run-text';
import { aTrainingRun } from '../a-training-run';

const psnr = Array.from({ length: 41 }, (_, i) => 20 + i / 10);
const { summary } = aTrainingRun({ psnr, state: 'interrupted' });

describe('where a run stands, in words', () => {
  it('is told with the epoch', () => {
    expect(standingSentence(summary)).toBe('BPAE overnight was interrupted at epoch 41 of 200.');
    expect(standingSentence({ ...summary, state: 'paused' })).toBe(
      'BPAE overnight is paused at epoch 41 of 200.',
    );
    expect(standingSentence({ ...summary, state: 'running' })).toBe(
      'BPAE overnight is being trained, epoch 42 of 200.',
    );
    expect(standingSentence({ ...summary, epoch: 0 })).toBe(
      'BPAE overnight was interrupted before its first epoch was finished.',
    );
  });

  it('says what can be gone on with', () => {
    expect(
      ['interrupted', 'failed', 'stopped', 'finished'].every((state) => canResume(state as 'failed')),
    ).toBe(true);
    expect(canResume('running') || canResume('paused')).toBe(false);
  });
});

describe('numbers of a run', () => {
  it('the best score comes with its epoch, and its gain with a sign', () => {
    expect(bestText(summary)).toBe('24.00 dB at epoch 41');
    expect(gainOf(summary)).toBe('+1.00');
    expect(gainOf(aTrainingRun({ psnr: [22] }).summary)).toBe('\u22121.00');
    expect(gainOf(aTrainingRun({ psnr: [null] }).summary)).toBe('');
  });

  it('small rates are powers of ten, others are as they are', () => {
    expect(rateText(3e-4)).toBe('3 × 10⁻⁴');
    expect(rateText(2.5e-5)).toBe('2.5 × 10⁻⁵');
    expect(rateText(0.38)).toBe('0.38');
    expect(rateText(0)).toBe('0');
  });

  it('the time left is told while it is known', () => {
    expect(leftText(6060)).toBe('1 h 41 min left');
    expect(leftText(null)).toBe('');
  });
});
