import { complexGrid, powerOfTwoFrom, transform } from './fft';
import type { Plane } from './plane';

/**
 * A plane magnified by a whole number as NanoPyx 2.1.5 does it for SQUIRREL, so that its numbers can be repeated: mirrored
 * to a square of a power of two, its transform padded with zeros, the result stretched to the plane's own least and largest
 * value. Pixel (i, j) of the result is read at (i, j) / magnification from the centre of the first pixel, so content lies
 * (magnification - 1) / 2 pixels of the result too far up and left.
 */
export function fourierMagnified(plane: Plane, magnification: number): Plane {
  const { width, height } = plane;
  if (magnification === 1) return plane;
  const side = powerOfTwoFrom(Math.max(width, height));
  const [left, top] = [beforeMiddle(side, width), beforeMiddle(side, height)];
  const small = complexGrid(side, side);
  for (let y = 0; y < side; y++) {
    const row = mirrored(y - top, height) * width;
    for (let x = 0; x < side; x++) small.real[y * side + x] = plane.data[row + mirrored(x - left, width)]!;
  }
  transform(small);

  const large = complexGrid(side * magnification, side * magnification);
  // The highest negative frequency stays one: that half of a pixel's worth of asymmetry is NanoPyx's.
  const place = (k: number) => (k < side / 2 ? k : k + large.width - side);
  for (let v = 0; v < side; v++) {
    for (let u = 0; u < side; u++) {
      const at = place(v) * large.width + place(u);
      large.real[at] = small.real[v * side + u]!;
      large.imaginary[at] = small.imaginary[v * side + u]!;
    }
  }
  transform(large, true);
  return cropped(
    stretched(large.real, plane.data),
    large.width,
    width * magnification,
    height * magnification,
  );
}

/** How many of `side` places lie before the middle `length`, as NanoPyx cuts its mirrored tiling. */
function beforeMiddle(side: number, length: number): number {
  const tiles = Math.ceil(side / length) | 1;
  return ((tiles - 1) / 2) * length - Math.floor((tiles * length - side) / 2);
}

/** Where a place outside 0 ... length - 1 is mirrored to, the border's pixel twice. */
function mirrored(place: number, length: number): number {
  const within = ((place % (2 * length)) + 2 * length) % (2 * length);
  return within < length ? within : 2 * length - 1 - within;
}

/** Brought linearly to the range of other values. */
function stretched(values: Float64Array, like: ArrayLike<number>): Float64Array {
  const [from, to] = [rangeOf(values), rangeOf(like)];
  const scale = from.max > from.min ? (to.max - to.min) / (from.max - from.min) : 1;
  return values.map((value) => (value - from.min) * scale + to.min);
}

function rangeOf(values: ArrayLike<number>): { min: number; max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    min = Math.min(min, values[i]!);
    max = Math.max(max, values[i]!);
  }
  return { min, max };
}

function cropped(values: Float64Array, side: number, width: number, height: number): Plane {
  const [left, top] = [Math.floor((side - width) / 2), Math.floor((side - height) / 2)];
  const data = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    data.set(values.subarray((top + y) * side + left, (top + y) * side + left + width), y * width);
  }
  return { width, height, data };
}
