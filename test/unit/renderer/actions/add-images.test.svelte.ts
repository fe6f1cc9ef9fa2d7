import { describe, expect, it } from 'vitest';
import { addToComparison } from '../../../../src-renderer/actions/add-images';
import { anImage, aWorkspace } from '../a-workspace';

describe('adding images to a comparison', () => {
  it('puts them side by side, each once, and opens in tabs of their own those it has no room for', () => {
    const workspace = aWorkspace();
    const images = [1, 2, 3, 4, 5, 6, 7].map((id) => workspace.adopt(anImage(id, `${id}.tif`, `/${id}.tif`)));
    const comparison = workspace.compare([images[0]!]);
    addToComparison(workspace, comparison, images);
    expect(comparison.images.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(comparison.layout).toBe('side-by-side');
    expect(workspace.comparison!.images.map(({ id }) => id)).toEqual([7]);
    expect(workspace.messages.shown.map(({ advice }) => advice)).toEqual([
      '1 of the files was opened beside it.',
    ]);
  });
});
