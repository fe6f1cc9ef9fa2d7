import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Provenance } from '../../../../src-main/contract/files-api';
import {
  provenanceOfPairs,
  provenanceOfText,
  provenancePairs,
  provenanceText,
} from '../../../../src-main/io/write/provenance-text';

describe('a provenance record', () => {
  test('is lines that a person can read', () => {
    const record = { model: { name: 'bpae', layers: [1, 2] }, note: 'two\nlines', scale: 4 };
    expect(provenanceText(record)).toBe(
      'Finescope provenance\nmodel.name = bpae\nmodel.layers = [1,2]\nnote = "two\\nlines"\nscale = 4\n',
    );
  });

  test('comes back from its text, whatever its texts look like', () => {
    const record = {
      finescope: '0.1.0',
      sha256: '1234',
      truth: 'true',
      quoted: '"a"',
      nothing: null,
      list: [{ scale: 1.5, matched: false }],
      model: { name: 'a = b', source: { file: 'über.pth' } },
    };
    expect(provenanceOfText(`made elsewhere\n${provenanceText(record)}`)).toEqual(record);
    expect(provenanceOfText('no record here')).toBeNull();
  });

  test('comes back from its pairs', () => {
    const key = fc.stringMatching(/^[a-zA-Z]\w{0,8}$/);
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
    const record = fc.dictionary(key, fc.oneof(value, fc.dictionary(key, value, { minKeys: 1 })));
    fc.assert(
      fc.property(record, (provenance) => {
        expect(provenanceOfPairs(provenancePairs(provenance as Provenance))).toEqual({ ...provenance });
      }),
    );
  });

  test('that names inherited fields does no harm', () => {
    const record = provenanceOfPairs([
      ['__proto__.polluted', '1'],
      ['constructor', '2'],
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(record)).toEqual(['__proto__', 'constructor']);
  });
});
