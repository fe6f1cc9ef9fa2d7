import { expect, it } from 'vitest';
import { placed, tellTraining } from '../../../src-main/jobs/tell-training';
import type { Progress } from '../../../src-main/contract/signal';
import { aRun } from '../../support/a-run';

it('tells notices and why a run waits as sentences, steps as progress, each with its place', () => {
  const said: string[] = [];
  const steps: Progress[] = [];
  const session = { notify: (sentence: string) => void said.push(sentence) };
  const options = placed({ onProgress: (step) => void steps.push(step) }, 'field 2 of 3');
  const tell = tellTraining(session, options, 'field 2 of 3');
  tell({ kind: 'begun', detail: aRun([0.1]) });
  tell({ kind: 'notice', sentence: 'Files changed.' });
  tell({ kind: 'state', state: 'paused', reason: 'The disk is full.' });
  tell({ kind: 'state', state: 'paused', reason: null });
  tell({ kind: 'step', epoch: 1, step: 1, stepsPerEpoch: 5, loss: 0.5, secondsPerStep: 1 });
  expect(said).toEqual(['field 2 of 3: Files changed.', 'field 2 of 3: The disk is full.']);
  expect(steps).toMatchObject([{ done: 1, total: 5, activity: 'field 2 of 3, epoch 1 of 1, loss 0.500' }]);
});
