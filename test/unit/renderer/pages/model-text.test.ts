import { describe, expect, it } from 'vitest';
import type { ModelRecord } from '../../../../src-main/contract/model';
import { answersFilter, describeNormalisation } from '../../../../src-renderer/pages/model-text';

describe('a model in the library', () => {
  const record = {
    name: 'BPAE mitochondria',
    description: 'Two-photon frames',
    architecture: { kind: 'denseed', blocks: [3, 6, 3], growthRate: 16, firstFeatures: 48 },
  } as ModelRecord;

  it('is found by parts of its name, description and network, in any order', () => {
    expect(answersFilter(record, 'mito bpae')).toBe(true);
    expect(answersFilter(record, 'PHOTON dense')).toBe(true);
    expect(answersFilter(record, '')).toBe(true);
    expect(answersFilter(record, 'bpae actin')).toBe(false);
  });

  it('says how values are normalised', () => {
    expect(describeNormalisation({ kind: 'fixed' })).toBe('value / full scale − 0.5');
    expect(describeNormalisation({ kind: 'percentile', low: 1, high: 99.8 })).toBe(
      'percentiles 1 and 99.8 of the stack',
    );
  });
});
