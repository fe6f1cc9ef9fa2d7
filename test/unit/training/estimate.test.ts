import { expect, test } from 'vitest';
import { TrainingConfig } from '../../../src-main/contract/training-config';
import type { PreparedData } from '../../../src-main/contract/training-data-api';
import { measureTraining } from '../../../src-main/training/estimate';
import { linearData, LinearProgram } from '../../support/linear-training';

const config = TrainingConfig.parse({
  name: 'a',
  architecture: { kind: 'dncnn' },
  data: { kind: 'folder', folder: '/data' },
  epochs: 1,
});
const prepared = (heldOut: number) =>
  ({ run: { stepsPerEpoch: 3 }, heldOut: Array(heldOut).fill({}) }) as unknown as PreparedData;

/** A program each of whose steps takes as long as `stepMs` says, by a clock of its own. */
function measured(stepMs: (step: number) => number, heldOut = 1) {
  let now = 0;
  const program = new LinearProgram(0.1);
  const { step } = program;
  program.step = (batch, settings) => {
    now += stepMs(settings.step);
    return step(batch, settings);
  };
  const evaluate: Parameters<typeof measureTraining>[1] = (pair) => {
    now += 500;
    return program.evaluate(pair, pair);
  };
  const speed = measureTraining(
    program,
    evaluate,
    linearData(),
    { config, prepared: prepared(heldOut) },
    async () => undefined,
    () => now,
  );
  return speed.then((result) => ({ ...result, steps: program.steps.length }));
}

test('steps are timed after a warm-up, by their median, and one held-out image', async () => {
  const slow = [1, 2, 5]; // two that warm up, and one while the machine was busy
  expect(await measured((step) => (slow.includes(step) ? 4000 : 100))).toEqual({
    secondsPerStep: 0.1,
    secondsPerImage: 0.5,
    steps: 10,
  });
});

test('slow steps are timed no longer than is enough', async () => {
  expect(await measured(() => 6000, 0)).toEqual({ secondsPerStep: 6, secondsPerImage: 0, steps: 4 });
});
