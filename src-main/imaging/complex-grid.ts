/** Complex values on a grid, row-major. */
export interface ComplexGrid {
  width: number;
  height: number;
  real: Float64Array;
  imaginary: Float64Array;
}

/** A grid of zeros. */
export function complexGrid(width: number, height: number): ComplexGrid {
  const count = width * height;
  return { width, height, real: new Float64Array(count), imaginary: new Float64Array(count) };
}

/** What changes a line of complex values in place. */
export type LineTransform = (real: Float64Array, imaginary: Float64Array) => void;

/** Columns that are copied together: one after the other, each value would cost a line of the processor's cache. */
const TOGETHER = 8;

/** Changes every row of a grid in place. */
export function eachRow({ width, height, real, imaginary }: ComplexGrid, line: LineTransform): void {
  for (let y = 0; y < height; y++) {
    line(real.subarray(y * width, (y + 1) * width), imaginary.subarray(y * width, (y + 1) * width));
  }
}

/** Changes every column of a grid in place. */
export function eachColumn({ width, height, real, imaginary }: ComplexGrid, line: LineTransform): void {
  const [re, im] = [new Float64Array(TOGETHER * height), new Float64Array(TOGETHER * height)];
  for (let left = 0; left < width; left += TOGETHER) {
    const count = Math.min(TOGETHER, width - left);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < count; x++) {
        re[x * height + y] = real[y * width + left + x]!;
        im[x * height + y] = imaginary[y * width + left + x]!;
      }
    }
    for (let x = 0; x < count; x++) {
      line(re.subarray(x * height, (x + 1) * height), im.subarray(x * height, (x + 1) * height));
    }
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < count; x++) {
        real[y * width + left + x] = re[x * height + y]!;
        imaginary[y * width + left + x] = im[x * height + y]!;
      }
    }
  }
}
