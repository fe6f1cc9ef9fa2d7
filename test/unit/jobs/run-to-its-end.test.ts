import { describe, expect, it } from 'vitest';
import { requireSameRun } from '../../../src-main/jobs/run-to-its-end';
import { aRun } from '../../support/a-run';

describe('a run that lies in the folder of another', () => {
  const before = aRun([0.1, 0.09]);
  const { config } = before.record;

  it('is the same where nothing differs, or where there are to be more epochs', () => {
    expect(requireSameRun(before, config)).toBe(2);
    expect(requireSameRun(before, { ...config, epochs: 5 })).toBe(5);
  });

  it('is refused with every setting that differs, fewer epochs among them', () => {
    const changed = { ...config, epochs: 1, batch: 3 };
    expect(() => requireSameRun(before, changed)).toThrow(/batch was 16 and is 3; epochs was 2 and is 1/);
  });

  it('is the same where its record names the fields that were drawn, and no other number of them', () => {
    const named = aRun([0.1, 0.09], {
      config: { split: { ...config.split, validation: ['c'], test: [] } },
    });
    expect(requireSameRun(named, config)).toBe(2);
    const more = { ...config, split: { ...config.split, validation: 2 } };
    expect(() => requireSameRun(named, more)).toThrow(/split\.validation was \["c"\] and is 2/);
  });
});
