import { createImage } from '../../src-main/io/create-image';
import type { Provenance } from '../../src-main/contract/files-api';
import type { ImageInfo, ImageSink, PixelArray } from '../../src-main/contract/image';
import { planeGeometry } from '../../src-main/imaging/geometry';
import { PIXEL_TYPES } from '../../src-main/imaging/pixel-types';

/** A value for every pixel of an image that fits its type and differs between planes, rows and columns. */
export function pixelsOf({ pixelType, shape }: Pick<ImageInfo, 'pixelType' | 'shape'>): PixelArray {
  const { make, integer, min, max } = PIXEL_TYPES[pixelType];
  const data = make(shape.reduce((product, length) => product * length, 1));
  for (let i = 0; i < data.length; i++) {
    const number = (i * 2_654_435) % 16_777_213;
    data[i] = integer ? min + (number % (max - min + 1)) : (number - 8_000_000) / 64;
  }
  return data;
}

/** Writes the planes of an image, row-major in the order of `info.axes`, one region a plane. */
export async function writePlanes(sink: ImageSink, info: ImageInfo, data: PixelArray): Promise<void> {
  const { width, height, samples, planes } = planeGeometry(info);
  const size = width * height * samples;
  for (let plane = 0; plane < planes; plane++) {
    const block = data.slice(plane * size, (plane + 1) * size);
    const { pixelType } = info;
    await sink.writeRegion(
      { plane, x: 0, y: 0, width, height },
      { width, height, samples, pixelType, data: block },
    );
  }
}

/** Writes a whole image file. */
export async function writeImage(
  path: string,
  info: ImageInfo,
  data: PixelArray = pixelsOf(info),
  provenance: Provenance = {},
): Promise<void> {
  const sink = await createImage(path, info, provenance);
  await writePlanes(sink, info, data);
  await sink.finish();
}
