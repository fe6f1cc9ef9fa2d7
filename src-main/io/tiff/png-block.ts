import { decodePng } from '../png-pixels';
import type { BlockRequest, Decoded } from './codec';

/** Decodes a PNG block of a TIFF page (Compression 34933). */
export async function decodePngBlock({ data, width, height }: BlockRequest): Promise<Decoded> {
  const png = await decodePng(data);
  if (png.width > width || png.height > height)
    throw new Error(`its PNG has ${png.width} x ${png.height} pixels`);
  const bytes = new Uint8Array(png.data.buffer, png.data.byteOffset, png.data.byteLength);
  return {
    bytes,
    image: {
      width: png.width,
      height: png.height,
      samples: png.samples,
      sampleBytes: png.data.BYTES_PER_ELEMENT,
    },
  };
}
