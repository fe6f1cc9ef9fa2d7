import type { ImageSource } from '../../contract/image';
import { planeGeometry } from '../geometry';
import { extractSample } from '../pad';
import { PIXEL_TYPES } from '../pixel-types';

/** Values that are read at a time. */
const PIECE_SAMPLES = 4 * 2 ** 20;

/** One of the interleaved samples of an image, as an image of its own. */
export function oneSample(source: ImageSource, sample: number): ImageSource {
  const { info } = source;
  const { width, height, samples, leading } = planeGeometry(info);
  return {
    ...(source.blockSize ? { blockSize: source.blockSize } : {}),
    info: {
      ...info,
      shape: [...leading.map(({ length }) => length), height, width],
      axes: `${leading.map(({ axis }) => axis).join('')}YX`,
    },
    async readRegion(region, options) {
      const rows = Math.max(1, Math.floor(PIECE_SAMPLES / (region.width * samples)));
      if (rows >= region.height) return extractSample(await source.readRegion(region, options), sample);
      const { pixelType } = info;
      const data = PIXEL_TYPES[pixelType].make(region.width * region.height);
      for (let y = 0; y < region.height; y += rows) {
        const height = Math.min(rows, region.height - y);
        const piece = await source.readRegion({ ...region, y: region.y + y, height }, options);
        data.set(extractSample(piece, sample).data, y * region.width);
      }
      return { width: region.width, height: region.height, samples: 1, pixelType, data };
    },
  };
}
