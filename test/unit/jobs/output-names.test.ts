import { describe, expect, it } from 'vitest';
import { fileName, planOutputs } from '../../../src-main/jobs/output-names';

describe('where results go', () => {
  it('is the named file for one image', () => {
    expect(planOutputs(['a.tif'], 'b.ome.tif')).toEqual([{ input: 'a.tif', output: 'b.ome.tif' }]);
  });

  it('is a folder otherwise, keeping names and the OME ending', () => {
    expect(planOutputs(['x/a.png', 'y/b.ome.tiff', 'z/stack/'], 'out/').map(({ output }) => output)).toEqual([
      'out/a.tif',
      'out/b.ome.tif',
      'out/stack.tif',
    ]);
  });

  it('cannot be one file for several images', () => {
    expect(() => planOutputs(['a.tif', 'b.tif'], 'c.tif')).toThrow(/give a folder/);
  });

  it('cannot be the same file twice', () => {
    expect(() => planOutputs(['x/a.tif', 'y/a.png'], 'out')).toThrow(
      /x\/a.tif and y\/a.png would both be out\/a.tif/,
    );
  });

  it('cannot be a format that is not written', () => {
    expect(() => planOutputs(['a.tif'], 'b.png')).toThrow(/does not write b.png/);
  });
});

describe('the name of a file', () => {
  it.each([
    ['a/b.tif', 'b.tif'],
    ['a\\b.tif', 'b.tif'],
    ['a/b/', 'b'],
    ['b', 'b'],
  ])('of %s is %s', (path, name) => expect(fileName(path)).toBe(name));
});
