import type { PixelArray } from '../../src-main/contract/image';
import { planeGeometry } from '../../src-main/imaging/geometry';
import { openImage } from '../../src-main/io/open-image';

/** All pixels of the first series of an image file, plane after plane. */
export async function readPixels(path: string): Promise<PixelArray[]> {
  const { series, close } = await openImage(path);
  try {
    const source = series[0]!;
    const { width, height, planes } = planeGeometry(source.info);
    const pixels: PixelArray[] = [];
    for (let plane = 0; plane < planes; plane++) {
      pixels.push((await source.readRegion({ plane, x: 0, y: 0, width, height })).data);
    }
    return pixels;
  } finally {
    await close();
  }
}
