import { describe, expect, it } from 'vitest';
import { suggestedName } from '../../../src-main/jobs/super-resolve-image';
import { imageInfo } from '../../support/memory-source';

describe("a result's file", () => {
  const info = (axes: string, shape: number[], pixelType: 'uint16' | 'int32' | 'bool' = 'uint16') =>
    imageInfo({ axes, shape, pixelType });

  it('is called after its image', () => {
    expect(suggestedName('fov08.tif', info('YX', [4, 4]))).toBe('fov08-sr.tif');
    expect(suggestedName('cells 2.1 um.ome.tiff', info('TZCYX', [2, 3, 2, 4, 4]))).toBe(
      'cells 2.1 um-sr.tif',
    );
    expect(suggestedName('planes', info('IYX', [7, 4, 4]))).toBe('planes-sr.tif');
    expect(suggestedName('run 1/cell: a', info('YX', [4, 4]))).toBe('run 1-cell- a-sr.tif');
  });

  it("is an OME-TIFF where ImageJ's format would turn the axes or lacks the pixel type", () => {
    expect(suggestedName('a.tif', info('CTYX', [2, 3, 4, 4]))).toBe('a-sr.ome.tif');
    expect(suggestedName('a.tif', info('CTYX', [1, 3, 4, 4]))).toBe('a-sr.tif');
    expect(suggestedName('a.tif', info('YX', [4, 4], 'int32'))).toBe('a-sr.ome.tif');
    expect(suggestedName('a.tif', info('YX', [4, 4], 'bool'))).toBe('a-sr.tif');
    expect(suggestedName('a.tif', info('TYXS', [2, 4, 4, 3]))).toBe('a-sr.tif');
  });
});
