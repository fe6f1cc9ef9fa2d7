import { describe, expect, it } from 'vitest';
import type { ImageRole } from '../../../../src-main/contract/display';
import { comparisonTitle } from '../../../../src-renderer/state/comparison-title';

const titleOf = (...members: [string, ImageRole][]) =>
  comparisonTitle(members.map(([name, role]) => ({ role, image: { name } })));

describe('the title of a comparison', () => {
  it('names one image as it is called', () => {
    expect(titleOf(['fov08.ome.tif', 'input'])).toBe('fov08.ome.tif');
  });

  it('says what stands beside an image by its role', () => {
    expect(titleOf(['fov08-frame.tif', 'input'], ['fov08-frame-sr.tif', 'result'])).toBe(
      'fov08-frame, input and result',
    );
    expect(titleOf(['a.ome.tif', 'input'], ['r', 'result'], ['s', 'result'], ['t.tif', 'target'])).toBe(
      'a, input, 2 results and target',
    );
  });

  it('names images that have no part in one another', () => {
    expect(titleOf(['a.tif', 'input'], ['b.tif', 'other'])).toBe('a.tif and b.tif');
    expect(titleOf(['a.tif', 'input'], ['b.tif', 'other'], ['c.tif', 'other'])).toBe('a.tif and 2 more');
  });
});
