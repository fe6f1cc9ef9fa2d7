import { describe, expect, it } from 'vitest';
import { isShown, refusalOf, savePath } from '../../../../src-renderer/panels/file-choice';

describe('what the file browser shows', () => {
  it('are folders, and files that fit', () => {
    const file = (name: string) => ({ kind: 'file' as const, name });
    expect(isShown(file('a.OME.TIF'), 'images')).toBe(true);
    expect(isShown(file('a.png'), 'images')).toBe(true);
    expect(isShown(file('notes.txt'), 'images')).toBe(false);
    expect(isShown(file('weights.pth'), 'weights')).toBe(true);
    expect(isShown(file('a.tif'), 'folder')).toBe(false);
    expect(isShown({ kind: 'folder', name: 'planes' }, 'weights')).toBe(true);
  });
});

describe('a name to save under', () => {
  const entries = [{ kind: 'folder' as const, name: 'old.tif' }];
  it.each([
    ['result.tif', 'image', ''],
    ['result.ome.tif', 'image', ''],
    ['result.jpg', 'image', 'End the name in .tif (ImageJ) or .ome.tif (OME-TIFF).'],
    ['figure', 'svg', 'End the name in .svg.'],
    ['  ', 'image', 'A name is needed.'],
    ['../out.tif', 'image', 'A name holds no / and no \\. Go to the folder above.'],
    ['.hidden.tif', 'image', 'A name does not begin with a point.'],
    ['old.tif', 'image', 'A folder is called that.'],
  ] as const)('"%s" for %s: "%s"', (name, what, refusal) =>
    expect(refusalOf(name, what, entries)).toBe(refusal),
  );

  it('lies in the folder, as that writes paths', () => {
    expect(savePath('/data/today', ' a.tif ')).toBe('/data/today/a.tif');
    expect(savePath('/', 'a.tif')).toBe('/a.tif');
    expect(savePath('C:\\data', 'a.tif')).toBe('C:\\data\\a.tif');
  });
});
