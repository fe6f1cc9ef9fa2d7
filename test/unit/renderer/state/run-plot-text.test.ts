import { describe, expect, it } from 'vitest';
import { tableText } from '../../../../src-renderer/controls/table-text';
import {
  curvesSentence,
  EPOCH_COLUMNS,
  heldOutText,
  measuresOf,
} from '../../../../src-renderer/state/run-plot-text';
import { aTrainingRun } from '../a-training-run';

describe('the curves of a run, in words', () => {
  it('hold their numbers, now and at the best epoch, and those of the baselines', () => {
    const sentence = curvesSentence(aTrainingRun({ psnr: [22, 24, 23.5] }), 'psnr');
    expect(sentence).toBe(
      'PSNR over 3 epochs: 23.50 dB now, 24.00 dB at the best epoch, 2. Without a network: raw frame 21.00 dB, rescaled frame 23.00 dB, own rescaling 23.50 dB.',
    );
  });

  it('say that nothing was measured yet', () => {
    expect(curvesSentence(aTrainingRun({ psnr: [] }), 'rmse')).toBe(
      'RMSE over epochs. No epoch has finished yet.',
    );
  });

  it('are of the measures there are', () => {
    expect(measuresOf(aTrainingRun({ psnr: [22] }))).toEqual(['rmse', 'psnr', 'ssim', 'loss']);
    expect(measuresOf(aTrainingRun({ psnr: [null] }))).toEqual(['rmse', 'loss']);
  });

  it('name the field that is held out', () => {
    expect(heldOutText(aTrainingRun({ psnr: [22] }))).toBe('Held-out field fov08');
    expect(heldOutText(aTrainingRun({ psnr: [null] }))).toBe('Training fields');
  });
});

it('every number of every epoch goes on the clipboard', () => {
  const lines = tableText(EPOCH_COLUMNS, aTrainingRun({ psnr: [22, 24] }).history)
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  expect(lines[0]).toContain('Validation PSNR (dB)');
  const column = lines[0]!.indexOf('Validation PSNR (dB)');
  expect(lines.slice(1).map((line) => line[column])).toEqual(['22', '24']);
});
