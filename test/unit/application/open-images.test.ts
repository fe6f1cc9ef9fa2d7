import { describe, expect, it } from 'vitest';
import type { Pixels } from '../../../src-main/application/image-file';
import { OpenImages } from '../../../src-main/application/open-images';
import { imageInfo } from '../../support/memory-source';

describe('the images of a window', () => {
  it('gives a second result of an image a name of its own', () => {
    const images = new OpenImages();
    const open = (name: string) => {
      const unused = images.unusedName(name);
      const info = imageInfo({ axes: 'YX', shape: [4, 4], pixelType: 'uint8' });
      const facts = { path: null, format: 'ImageJ TIFF', series: 0, seriesCount: 1, info, origin: null };
      images.add({ name: unused, ...facts }, {} as Pixels); // no pixel is asked for
      return unused;
    };
    expect(['a-sr.tif', 'a-sr.tif', 'b-sr.ome.tif', 'a-sr.tif', 'b-sr.ome.tif'].map(open)).toEqual([
      'a-sr.tif',
      'a-sr-2.tif',
      'b-sr.ome.tif',
      'a-sr-3.tif',
      'b-sr-2.ome.tif',
    ]);
  });
});
