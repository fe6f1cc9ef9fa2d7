import type { ImageInfo, PixelArray } from '../../src-main/contract/image';
import { openImage } from '../../src-main/io/open-image';
import { writeImage } from './write-image';

/** A plane as it lies in a file. */
export interface StoredPlane {
  info: ImageInfo;
  width: number;
  height: number;
  data: PixelArray;
}

/** The first plane of an image file. */
export async function readPlane(path: string): Promise<StoredPlane> {
  const { series, close } = await openImage(path);
  try {
    const source = series[0]!;
    const [height, width] = source.info.shape.slice(-2) as [number, number];
    const { data } = await source.readRegion({ plane: 0, x: 0, y: 0, width, height });
    return { info: source.info, width, height, data };
  } finally {
    await close();
  }
}

/** Writes a plane as an image file. */
export function writePlane(path: string, { info, width, height, data }: StoredPlane): Promise<void> {
  const levels = [{ width, height }];
  return writeImage(path, { ...info, shape: [height, width], axes: 'YX', levels }, data);
}

/** The middle square of a plane. */
export function cropped(plane: StoredPlane, side: number): StoredPlane {
  const { width, height, data } = plane;
  const [left, top] = [(width - side) >> 1, (height - side) >> 1];
  const square = data.slice(0, side * side);
  for (let row = 0; row < side; row++) {
    const begin = (top + row) * width + left;
    square.set(data.subarray(begin, begin + side), row * side);
  }
  return { ...plane, width: side, height: side, data: square };
}

/** A plane binned by `size` along both sides: the means, rounded. */
export function meanOfBlocks(plane: StoredPlane, size: number): StoredPlane {
  if (size === 1) return plane;
  const [width, height] = [plane.width / size, plane.height / size];
  const data = plane.data.slice(0, width * height);
  for (let i = 0; i < data.length; i++) {
    let sum = 0;
    for (let k = 0; k < size * size; k++) {
      const row = Math.floor(i / width) * size + Math.floor(k / size);
      sum += plane.data[row * plane.width + (i % width) * size + (k % size)]!;
    }
    data[i] = Math.round(sum / size ** 2);
  }
  return { ...plane, width, height, data };
}
