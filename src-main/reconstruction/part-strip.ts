import type { PixelBlock, Rectangle } from '../contract/image';
import type { ReconstructionStrip } from '../contract/reconstruction';
import { reachOf } from './extent';

/** Divides a strip into parts of whole rows, about as high as each other: one for each of so many threads, or fewer. */
export function divideStrip(strip: ReconstructionStrip, parts: number): ReconstructionStrip[] {
  const { keep, block, params, maxShift } = strip;
  const reach = reachOf(params, maxShift);
  const count = Math.min(parts, keep.height);
  return Array.from({ length: count }, (_, n) => {
    const from = Math.round((n * keep.height) / count);
    const to = Math.round(((n + 1) * keep.height) / count);
    const first = Math.max(block.y, keep.y + from - reach);
    const end = Math.min(block.y + block.height, keep.y + to + reach);
    return {
      ...strip,
      keep: { ...keep, y: keep.y + from, height: to - from },
      block: { ...block, y: first, height: end - first },
    };
  });
}

/** The rows of a strip's block that a part needs. */
export function rowsOf(block: PixelBlock, whole: Rectangle, part: Rectangle): PixelBlock {
  const from = (part.y - whole.y) * block.width;
  const data = block.data.slice(from, from + part.height * block.width);
  return { ...block, height: part.height, data };
}

/** Puts the images of parts, from top to bottom, together. */
export function stackRows(parts: readonly PixelBlock[]): PixelBlock {
  const [first] = parts as [PixelBlock];
  if (parts.length === 1) return first;
  const height = parts.reduce((sum, part) => sum + part.height, 0);
  const data = new Float32Array(first.width * height);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { ...first, height, data };
}
