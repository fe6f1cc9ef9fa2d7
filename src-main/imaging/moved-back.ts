import { catmullRomTaps } from './catmull-rom';
import type { Plane } from './plane';

/**
 * A plane whose content lies `shift` pixels to the right and down, moved back by as much: cubic interpolation (Catmull-Rom)
 * along both axes, the pixels at the border repeated beyond it.
 */
export function movedBack(
  { width, height, data }: Plane,
  shift: { x: number; y: number },
): Float64Array<ArrayBuffer> {
  const across = taps(width, shift.x);
  const down = taps(height, shift.y);
  const rows = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += across.weights[k]! * data[y * width + across.at[4 * x + k]!]!;
      rows[y * width + x] = sum;
    }
  }
  const out = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < 4; k++) {
      const [from, weight] = [down.at[4 * y + k]! * width, down.weights[k]!];
      for (let x = 0; x < width; x++) out[y * width + x]! += weight * rows[from + x]!;
    }
  }
  return out;
}

/** The pixels that each pixel of a line is made of, and their weights, which are the same along the line. */
function taps(length: number, shift: number) {
  const { first, weights } = catmullRomTaps(0.5 + shift);
  const at = new Int32Array(4 * length);
  for (let i = 0; i < length; i++) {
    for (let k = 0; k < 4; k++) at[4 * i + k] = Math.max(0, Math.min(length - 1, first + i + k));
  }
  return { at, weights };
}
