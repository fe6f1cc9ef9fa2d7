import { expect, it } from 'vitest';
import { whatDiffers } from '../../../src-main/jobs/what-differs';

it('tells settings that differ by their path, lists as a whole', () => {
  const before = { seed: 1, optimiser: { rate: 0.1, kind: 'adam' }, blocks: [3, 6, 3], only: true };
  const now = { seed: 1, optimiser: { rate: 0.2, kind: 'adam' }, blocks: [3, 3, 3], adversarial: null };
  expect(whatDiffers(before, now)).toEqual([
    { key: 'optimiser.rate', before: '0.1', now: '0.2' },
    { key: 'blocks', before: '[3,6,3]', now: '[3,3,3]' },
    { key: 'only', before: 'true', now: 'nothing' },
    { key: 'adversarial', before: 'nothing', now: 'null' },
  ]);
  expect(whatDiffers(now, structuredClone(now))).toEqual([]);
});
