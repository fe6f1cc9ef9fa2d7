/** Complex values on a grid, row-major; the sides are powers of two. */
export interface ComplexGrid {
  width: number;
  height: number;
  real: Float64Array;
  imaginary: Float64Array;
}

/** The smallest power of two that is no less than `count`. */
export function powerOfTwoFrom(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, count)));
}

/**
 * The discrete Fourier transform of a grid, in place: sum of values times exp(-2 pi i (u x / width + v y / height)), not
 * divided by anything; `inverse` has the opposite sign and divides by the number of values. Radix 2 (Cooley and Tukey
 * 1965). Throws RangeError for sides that are not powers of two.
 */
export function transform(grid: ComplexGrid, inverse = false): void {
  const { width, height, real, imaginary } = grid;
  if (powerOfTwoFrom(width) !== width || powerOfTwoFrom(height) !== height) {
    throw new RangeError(
      `A grid of ${width} x ${height} cannot be transformed: its sides are no powers of two.`,
    );
  }
  const rows = waves(width, inverse);
  for (let y = 0; y < height; y++) transformLine(real, imaginary, y * width, 1, rows);
  const columns = waves(height, inverse);
  for (let x = 0; x < width; x++) transformLine(real, imaginary, x, width, columns);
  if (!inverse) return;
  for (let i = 0; i < real.length; i++) {
    real[i]! /= real.length;
    imaginary[i]! /= imaginary.length;
  }
}

/** The roots of unity that a line of `length` values needs. */
interface Waves {
  length: number;
  cosines: Float64Array;
  sines: Float64Array;
}

function waves(length: number, inverse: boolean): Waves {
  const angle = ((inverse ? 2 : -2) * Math.PI) / length;
  const cosines = Float64Array.from({ length: length / 2 }, (_, i) => Math.cos(angle * i));
  const sines = Float64Array.from({ length: length / 2 }, (_, i) => Math.sin(angle * i));
  return { length, cosines, sines };
}

/** Transforms the values at `start`, `start + step`, ... in place. */
function transformLine(
  real: Float64Array,
  imaginary: Float64Array,
  start: number,
  step: number,
  { length, cosines, sines }: Waves,
): void {
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      swap(real, start + i * step, start + j * step);
      swap(imaginary, start + i * step, start + j * step);
    }
  }
  for (let half = 1; half < length; half *= 2) {
    const stride = length / (2 * half);
    for (let block = 0; block < length; block += 2 * half) {
      for (let k = 0; k < half; k++) {
        const a = start + (block + k) * step;
        const b = a + half * step;
        const [cosine, sine] = [cosines[k * stride]!, sines[k * stride]!];
        const re = real[b]! * cosine - imaginary[b]! * sine;
        const im = real[b]! * sine + imaginary[b]! * cosine;
        real[b] = real[a]! - re;
        imaginary[b] = imaginary[a]! - im;
        real[a]! += re;
        imaginary[a]! += im;
      }
    }
  }
}

function swap(values: Float64Array, a: number, b: number): void {
  const kept = values[a]!;
  values[a] = values[b]!;
  values[b] = kept;
}
