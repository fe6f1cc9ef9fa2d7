import type { ImageInfo, ImageSource, PixelArray, PixelType } from '../../src-main/contract/image';
import { planeGeometry } from '../../src-main/imaging/geometry';

/** What tests say about an image; the rest is empty. */
export type MemoryImage = Partial<ImageInfo> & {
  shape: number[];
  axes: string;
  pixelType: PixelType;
  data: PixelArray;
};

/** An {@link ImageInfo} with nothing known but what is given. */
export function imageInfo(
  given: Pick<ImageInfo, 'shape' | 'axes' | 'pixelType'> & Partial<ImageInfo>,
): ImageInfo {
  const { width, height } = planeGeometry(given);
  return {
    name: null,
    calibration: { pixelSizeUm: { x: null, y: null, z: null }, frameIntervalS: null },
    channels: [],
    levels: [{ width, height }],
    notes: [],
    ...given,
  };
}

/** An image that lies in memory, as a source. */
export function memorySource({ data, ...given }: MemoryImage): ImageSource {
  const info = imageInfo(given);
  const { width: wide, height: high, samples } = planeGeometry(info);
  return {
    info,
    readRegion: async ({ plane, x, y, width, height }) => {
      if (x + width > wide || y + height > high) throw new RangeError('The region is not inside the plane.');
      const rows = data.slice(0, width * height * samples);
      for (let row = 0; row < height; row++) {
        const from = ((plane * high + y + row) * wide + x) * samples;
        rows.set(data.subarray(from, from + width * samples), row * width * samples);
      }
      return { width, height, samples, pixelType: info.pixelType, data: rows };
    },
  };
}
