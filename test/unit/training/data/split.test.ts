import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Split } from '../../../../src-main/contract/training-config';
import type { Part } from '../../../../src-main/training/data/fields';
import { splitFields } from '../../../../src-main/training/data/split';

const fieldNames = (count: number) => Array.from({ length: count }, (_, i) => `fov${i + 1}`);
const inPart = (parts: Map<string, Part>, part: Part) =>
  [...parts].filter(([, one]) => one === part).map(([name]) => name);

describe('a split', () => {
  it('gives each field one part, as many as asked for, the same for the same seed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 0, max: 10 }),
        fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
        fc.integer({ min: 0, max: 2 ** 31 - 1 }),
        (count, validation, test, fields, seed) => {
          fc.pre(validation + test < count);
          const names = fieldNames(count);
          const split = Split.parse({ validation, test, ...(fields && { fields }) });
          const parts = splitFields(names, split, seed);
          expect([...parts.keys()].sort()).toEqual([...names].sort());
          expect(inPart(parts, 'validation')).toHaveLength(validation);
          expect(inPart(parts, 'test')).toHaveLength(test);
          expect(inPart(parts, 'train')).toHaveLength(Math.min(count - validation - test, fields ?? count));
          expect(splitFields(names, split, seed)).toEqual(parts);
        },
      ),
    );
  });

  it('draws other fields for another seed', () => {
    const held = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) =>
      inPart(splitFields(fieldNames(15), Split.parse({}), seed), 'validation').join(),
    );
    expect(new Set(held).size).toBeGreaterThan(2);
  });

  it('holds out the same fields however many are trained on', () => {
    const all = splitFields(fieldNames(15), Split.parse({ validation: 2, test: 1 }), 5);
    const few = splitFields(fieldNames(15), Split.parse({ validation: 2, test: 1, fields: 8 }), 5);
    for (const part of ['validation', 'test'] as const) expect(inPart(few, part)).toEqual(inPart(all, part));
    expect(inPart(few, 'unused')).toHaveLength(4);
  });

  it('that names what a number drew is the same split: so a resumed run trains on the same fields', () => {
    const drawn = splitFields(fieldNames(15), Split.parse({ validation: 2, test: 1, fields: 8 }), 5);
    const named = Split.parse({
      validation: inPart(drawn, 'validation'),
      test: inPart(drawn, 'test'),
      fields: 8,
    });
    expect(splitFields(fieldNames(15), named, 5)).toEqual(drawn);
  });

  it('puts named fields where they are named', () => {
    const parts = splitFields(fieldNames(4), Split.parse({ validation: ['fov3'], test: ['fov1'] }), 1);
    expect(Object.fromEntries(parts)).toEqual({
      fov1: 'test',
      fov2: 'train',
      fov3: 'validation',
      fov4: 'train',
    });
  });

  it.each([
    [
      { validation: ['fov9'] },
      3,
      'no field of view "fov9" (split.validation). The fields are: fov1, fov2, fov3.',
    ],
    [{ validation: ['fov1'], test: ['fov1'] }, 3, 'fov1 is named twice'],
    [
      {},
      1,
      'one field of view (fov1), and 1 is to be held out: none is left to train on. Add fields, or train',
    ],
    [
      { validation: 2, test: 1 },
      3,
      'There are 3 fields of view (fov1, fov2, fov3), and 3 are to be held out',
    ],
  ])('refuses %j of %i fields', (split, count, sentence) => {
    expect(() => splitFields(fieldNames(count), Split.parse(split), 1)).toThrow(sentence);
  });

  it('trains on a single field when none is held out', () => {
    expect(splitFields(['fov1'], Split.parse({ validation: 0 }), 1).get('fov1')).toBe('train');
  });
});
