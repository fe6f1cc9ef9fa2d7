import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder';
import { startTestSession } from '../../support/test-session';
import { tinyConfig } from '../../support/tiny-training';
import { writeTrainingPairs } from '../../support/training-pairs';

test('an estimate times steps and scoring, says what the run would take, and leaves nothing behind', async () => {
  const folder = temporaryFolder();
  const session = startTestSession(folder);
  onTestFinished(() => session.stop());
  const data = join(folder, 'data');
  await writeTrainingPairs(data, 3, 64);
  const config = tinyConfig(data, { epochs: 100 });
  const activities = new Set<string | undefined>();
  const estimate = await session.withTraining((training) =>
    training.estimate({ config }, { onProgress: ({ activity }) => activities.add(activity) }),
  );
  const { parameters, stepsPerEpoch, secondsPerStep, secondsPerEpoch, seconds } = estimate;
  expect({ parameters, stepsPerEpoch }).toEqual({ parameters: expect.any(Number), stepsPerEpoch: 8 });
  expect(secondsPerStep).toBeGreaterThan(0);
  expect(secondsPerEpoch).toBeGreaterThan(0);
  expect(seconds).toBeCloseTo(100 * (8 * secondsPerStep + secondsPerEpoch), 6);
  expect(estimate.neededBytes).toBeGreaterThan(2 ** 20);
  expect(estimate.freeBytes).toBeGreaterThan(estimate.neededBytes);
  expect(activities).toContain('timing steps');
  expect(readdirSync(folder)).toEqual(['data']);
  expect(session.pids().training).toEqual([]);
});
