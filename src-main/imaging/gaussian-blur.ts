import { gaussianHalfKernel } from './gaussian-kernel';

/** A plane smoothed by a Gaussian of `sigma` pixels, along rows and then columns; beyond the borders lies 0. */
export function gaussianBlur(
  plane: { width: number; height: number; data: Float32Array },
  sigma: number,
): Float32Array<ArrayBuffer> {
  const { width, height, data } = plane;
  if (sigma <= 0) return Float32Array.from(data);
  const taps = gaussianHalfKernel(sigma);
  const rows = new Float32Array(data.length);
  for (let y = 0; y < height; y++) blurLine(data, rows, { at: y * width, step: 1, length: width }, taps);
  const out = new Float32Array(data.length);
  for (let x = 0; x < width; x++) blurLine(rows, out, { at: x, step: width, length: height }, taps);
  return out;
}

function blurLine(
  from: Float32Array,
  to: Float32Array,
  { at, step, length }: { at: number; step: number; length: number },
  taps: Float64Array,
): void {
  for (let i = 0; i < length; i++) {
    let sum = taps[0]! * from[at + i * step]!;
    for (let tap = 1; tap < taps.length; tap++) {
      const before = i - tap >= 0 ? from[at + (i - tap) * step]! : 0;
      const after = i + tap < length ? from[at + (i + tap) * step]! : 0;
      sum += taps[tap]! * (before + after);
    }
    to[at + i * step] = sum;
  }
}
