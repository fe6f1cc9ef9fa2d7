import { describe, expect, it } from 'vitest';
import { modelsIn } from '../../../../src-renderer/state/figure-models';

describe('modelsIn', () => {
  it('names the model, or that of each channel once', () => {
    expect(modelsIn('{"model": {"name": "BPAE"}}')).toEqual(['BPAE']);
    const each = { models: [{ model: { name: 'a' } }, { model: { name: 'b' } }, { model: { name: 'a' } }] };
    expect(modelsIn(JSON.stringify(each))).toEqual(['a', 'b']);
  });

  it('names none where there is no record, or one of another program', () => {
    for (const record of [null, '{}', 'hello', '{"model": 4}', 'null', '{"models": 3}'])
      expect(modelsIn(record)).toEqual([]);
  });
});
