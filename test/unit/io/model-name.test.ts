import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isModelName, modelNameOf, requireModelName } from '../../../src-main/io/model-name';

describe('the name of a model', () => {
  it.each([
    ['/data/denseed-363-bpae.pth', 'denseed-363-bpae'],
    ['weights (3,6,3) +BN.pt', 'weights (3,6,3) +BN'],
    ['Zellkörper.pth', 'Zellkörper'],
    ['a/b:c*d.pth', 'b-c-d'],
    ['.hidden.pth', 'hidden'],
    ['--.pth', 'model'],
    ['con.pth', 'model'],
  ])('from %s is %s', (path, name) => {
    expect(modelNameOf(path)).toBe(name);
  });
  it('from any file name is one that can be a folder', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (path) => isModelName(modelNameOf(path))));
  });
  it.each(['', '.', '..', '../x', 'a/b', 'a\\b', '.a', 'a.', 'a ', 'nul', 'a\nb', 'x'.repeat(101)])(
    'cannot be %j',
    (name) => {
      expect(() => requireModelName(name)).toThrow("cannot be a model's name");
    },
  );
});
