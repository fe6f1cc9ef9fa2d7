import { expect, it } from 'vitest';
import type { InstalledModel } from '../../../../src-main/contract/model';
import { modelToUse, newestFirst, newestTrained } from '../../../../src-renderer/state/models.svelte';

const model = (name: string, finishedAt?: string): InstalledModel =>
  ({
    name,
    path: `/models/${name}`,
    record: finishedAt ? { training: { finishedAt } } : {},
  }) as InstalledModel;

it('models that were trained here come first, the newest before the others', () => {
  const models = [
    model('a'),
    model('old', '2026-11-20T08:00:00Z'),
    model('b'),
    model('new', '2026-11-24T07:34:00Z'),
  ];
  expect(newestFirst(models).map(({ name }) => name)).toEqual(['new', 'old', 'a', 'b']);
  expect(newestTrained(models)).toBe('new');
  expect(newestTrained([model('a')])).toBeNull();
});

it('the model in use is the chosen one, or the only one', () => {
  expect(modelToUse([model('a'), model('b')], 'b')).toBe('b');
  expect(modelToUse([model('a'), model('b')], 'gone')).toBeNull();
  expect(modelToUse([model('a')], null)).toBe('a');
});
