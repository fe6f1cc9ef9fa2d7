import { describe, expect, it } from 'vitest';
import type { LoadedModel } from '../../../src-main/contract/compute-api';
import { ModelShelf } from '../../../src-main/services/model-shelf';

/** A shelf, and what it freed. */
function shelf() {
  const freed: number[] = [];
  const models = new ModelShelf((model) => freed.push(model));
  /** Loads a model as the `compute` service does; says whether it was there. */
  const load = (model: number, parameters = 1): boolean => {
    const loaded = { model, record: { parameters } } as LoadedModel;
    const kept = models.take(`model ${model}`);
    if (!kept) models.put(`model ${model}`, loaded);
    return kept !== null;
  };
  return { models, load, freed };
}

describe('loaded models', () => {
  it('stay after they were given back, and are there for the next', () => {
    const { models, load, freed } = shelf();
    expect(load(1)).toBe(false);
    expect(models.giveBack(1)).toBe(true);
    expect(load(1)).toBe(true);
    expect(freed).toEqual([]);
  });

  it('are freed beyond three that nobody uses, the one used least recently first', () => {
    const { models, load, freed } = shelf();
    for (const model of [1, 2, 3]) {
      load(model);
      models.giveBack(model);
    }
    load(1);
    models.giveBack(1);
    load(4);
    models.giveBack(4);
    expect(freed).toEqual([2]);
  });

  it('are never freed while somebody uses them, however many', () => {
    const { models, load, freed } = shelf();
    for (const model of [1, 2, 3, 4, 5, 6]) load(model);
    load(6);
    models.giveBack(6);
    expect(freed).toEqual([]);
    expect(load(6)).toBe(true);
  });

  it('are freed at once where they are large', () => {
    const { models, load, freed } = shelf();
    load(1, 60e6);
    models.giveBack(1);
    expect(freed).toEqual([1]);
  });

  it('are not known when they were never loaded here', () => {
    expect(shelf().models.giveBack(7)).toBe(false);
  });
});
