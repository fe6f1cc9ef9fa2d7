import { expect, it } from 'vitest';
import { runParts, runText } from '../../../../src-renderer/shell/run-status';
import { TrainingRun } from '../../../../src-renderer/state/training-run.svelte';
import { aTrainingRun } from '../a-training-run';

function aRun(): TrainingRun {
  const run = new TrainingRun('/runs/bpae', '');
  const detail = aTrainingRun({ psnr: Array.from({ length: 164 }, () => 22) });
  run.hear({ kind: 'run', detail, isOurs: true, secondsLeft: null });
  run.hear({ kind: 'step', epoch: 165, step: 2, stepsPerEpoch: 5, loss: 1, secondsPerStep: 0.3 });
  return run;
}
const words = (run: TrainingRun): string[] => runParts(run).map((part) => part.words.replace(/\u2009/g, ' '));

it('the status line tells the step and the pace', () => {
  expect(words(aRun())).toEqual(['Training BPAE overnight', 'Step 822 of 1 000', '53 slices/s']);
});

it('under the pointer it tells the values of that epoch', () => {
  const run = aRun();
  run.cursor = 2;
  expect(words(run)).toEqual(['Epoch 2', 'validation RMSE 0.07943', 'training RMSE 0.1000']);
  run.measure = 'psnr';
  expect(words(run)).toEqual(['Epoch 2', 'validation PSNR 22.00']);
});

it('in other tabs it tells how far it is', () => {
  const run = aRun();
  expect(runText(run)).toBe('Training BPAE overnight, 82 %');
  run.hear({ kind: 'state', state: 'paused', reason: null });
  expect(runText(run)).toBe('Paused: BPAE overnight, 82 %');
});
