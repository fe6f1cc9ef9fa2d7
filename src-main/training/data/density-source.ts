import type { ImageSource, PixelBlock, Region } from '../../contract/image';

/** Where emitters lie in one frame, in pixels of the density map: columns and rows, counted from 0. */
export interface EmitterPixels {
  columns: ArrayLike<number>;
  rows: ArrayLike<number>;
}

/**
 * Density maps as an image: plane t holds the number of emitters of frame t in each pixel. Made where it is read, so
 * that ten thousand frames take no more memory than their emitters.
 */
export function densitySource(
  frames: readonly EmitterPixels[],
  size: { width: number; height: number },
  name: string,
): ImageSource {
  return {
    info: {
      name,
      shape: [frames.length, size.height, size.width],
      axes: 'IYX',
      pixelType: 'float32',
      calibration: { pixelSizeUm: { x: null, y: null, z: null }, frameIntervalS: null },
      channels: [],
      levels: [size],
      notes: [],
    },
    readRegion: async (region) => densityBlock(frames[region.plane]!, region),
  };
}

function densityBlock({ columns, rows }: EmitterPixels, { x, y, width, height }: Region): PixelBlock {
  const data = new Float32Array(width * height);
  for (let i = 0; i < columns.length; i++) {
    const [column, row] = [columns[i]! - x, rows[i]! - y];
    if (column >= 0 && column < width && row >= 0 && row < height) data[row * width + column]!++;
  }
  return { width, height, samples: 1, pixelType: 'float32', data };
}
