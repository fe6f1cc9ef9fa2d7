import { expect, it } from 'vitest';
import type { CallOptions, Progress } from '../../../src-main/contract/signal';
import { Survey } from '../../../src-main/jobs/survey';

const checksum = { sha256: 'f', bytes: 1 };
const progress: Progress = { done: 1, total: 2, unit: 'bytes' };

it('reads once, beside the computing, and tells of progress only when it is waited for', async () => {
  const told: Progress[] = [];
  let begun = 0;
  let call: CallOptions = {};
  let end!: () => void;
  const survey = new Survey(
    async (options) => {
      begun++;
      call = options;
      await new Promise<void>((resolve) => (end = resolve));
      return checksum;
    },
    { onProgress: (one) => told.push(one) },
  );
  survey.goOn();
  survey.goOn();
  call.onProgress!(progress);
  const result = survey.result();
  call.onProgress!(progress);
  end();
  expect(await result).toEqual(checksum);
  expect([begun, told]).toEqual([1, [progress]]);
});

it('reads when the result is asked for, where nothing began it', async () => {
  expect(await new Survey(async () => checksum, {}).result()).toEqual(checksum);
});

it('stops the computing with what it failed with', async () => {
  const survey = new Survey(() => Promise.reject(new Error('The file is gone.')), {});
  survey.goOn();
  await new Promise((resume) => setTimeout(resume));
  expect(() => survey.goOn()).toThrow('The file is gone.');
  await expect(survey.result()).rejects.toThrow('The file is gone.');
});
