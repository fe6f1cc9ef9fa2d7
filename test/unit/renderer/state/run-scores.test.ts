import { expect, it } from 'vitest';
import { scoreRows } from '../../../../src-renderer/state/run-scores';
import { aTrainingRun } from '../a-training-run';

it('no score of a network stands without those that need none', () => {
  const rows = scoreRows(aTrainingRun({ psnr: [22, 24, 23.5] }));
  expect(rows.map(({ key, psnr, gain }) => [key, psnr, gain])).toEqual([
    ['best', '24.00', '+1.00'],
    ['last', '23.50', '+0.50'],
    ['raw', '21.00', '\u22122.00'],
    ['rescaled', '23.00', ''],
    ['ownRescaled', '23.50', '+0.50'],
  ]);
  expect(rows[1]!.name).toBe('now, epoch 3');
  expect(rows[0]).toMatchObject({ isBest: true, trend: 'no gain for 1 epoch' });
});

it('before the first epoch the baselines stand alone', () => {
  expect(scoreRows(aTrainingRun({ psnr: [] })).map(({ key }) => key)).toEqual([
    'raw',
    'rescaled',
    'ownRescaled',
  ]);
});

it('without held-out fields there is nothing to score', () => {
  expect(scoreRows(aTrainingRun({ psnr: [null] }))).toEqual([]);
});
