import { join } from 'node:path';
import { fromFile } from 'geotiff';
import { describe, expect, it } from 'vitest';
import type { ImageInfo } from '../../src-main/contract/image';
import { imageInfo } from '../support/memory-source';
import { readPixels } from '../support/read-image';
import { temporaryFolder } from '../support/temporary-folder';
import { writeImage } from '../support/write-image';

// geotiff.js is what browser viewers (Viv, Avivator, OpenLayers) read TIFF with: they must read what Finescope writes.
// Finescope does not read with it itself; the reasons stand in ARCHITECTURE.md.
describe('geotiff.js reads what is written', () => {
  const images: [string, Pick<ImageInfo, 'axes' | 'shape' | 'pixelType'>][] = [
    ['stack.tif', { axes: 'TYX', shape: [3, 19, 37], pixelType: 'uint16' }],
    ['float.tif', { axes: 'YX', shape: [33, 31], pixelType: 'float32' }],
    ['hyperstack.ome.tif', { axes: 'TZCYX', shape: [2, 2, 2, 9, 11], pixelType: 'uint8' }],
    ['signed.ome.tif', { axes: 'CYX', shape: [2, 8, 8], pixelType: 'int32' }],
  ];

  it.each(images)('%s', async (name, image) => {
    const path = join(temporaryFolder(), name);
    await writeImage(path, imageInfo(image));
    const planes = await readPixels(path);
    const file = await fromFile(path);
    try {
      expect(await file.getImageCount()).toBe(planes.length);
      for (const [i, plane] of planes.entries()) {
        const raster = (await (
          await file.getImage(i)
        ).readRasters({ interleave: true })) as unknown as ArrayLike<number>;
        expect(Array.from(raster)).toEqual(Array.from(plane));
      }
    } finally {
      file.close();
    }
  });
});
