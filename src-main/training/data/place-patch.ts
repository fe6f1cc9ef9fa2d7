import type { Linear } from '../../contract/compute-api';
import type { Turn } from './augmentation';
import type { PixelView } from './plane-store';

/**
 * Writes a square of stored values as network values, turned, row-major from `at` on: result (row, column) is the
 * source's after mirroring, and for a transposed one with row and column exchanged.
 */
export function placePatch(
  { data, start, stride }: PixelView,
  side: number,
  { scale, offset }: Linear,
  { transpose, mirrorX, mirrorY }: Turn,
  into: Float32Array,
  at: number,
): void {
  const acrossSource = transpose ? stride : 1;
  const downSource = transpose ? 1 : stride;
  const stepX = mirrorX ? -acrossSource : acrossSource;
  const stepY = mirrorY ? -downSource : downSource;
  let row = start + (mirrorX ? (side - 1) * acrossSource : 0) + (mirrorY ? (side - 1) * downSource : 0);
  let to = at;
  for (let y = 0; y < side; y++, row += stepY) {
    for (let x = 0, from = row; x < side; x++, from += stepX) into[to++] = data[from]! * scale + offset;
  }
}
