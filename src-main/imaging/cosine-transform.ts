import { complexGrid, eachColumn, eachRow, type ComplexGrid, type LineTransform } from './complex-grid';
import { lineTransform } from './fft-line';

/**
 * The discrete cosine transform (type II) of a grid of any size, in place, along both axes: sum of values times
 * cos(pi u (x + 1/2) / width) cos(pi v (y + 1/2) / height), which is the Fourier transform of an image that is mirrored at
 * its borders. Real and imaginary parts are transformed each by itself: two images at once. After Makhoul (1980).
 */
export function cosineTransform(grid: ComplexGrid): void {
  eachRow(grid, toCosines(grid.width));
  eachColumn(grid, toCosines(grid.height));
}

/**
 * The values at the centres of `width` x `height` pixels over the same field, from the coefficients of
 * {@link cosineTransform}: the inverse at their own size, and interpolation by cosines at a larger one.
 */
export function fromCosines(coefficients: ComplexGrid, width: number, height: number): ComplexGrid {
  const out = cosinesOf(coefficients, width, height);
  eachRow(out, ofCosines(width));
  eachColumn(out, ofCosines(height));
  return out;
}

/** The coefficients that a grid of `width` x `height` over the same field has: those it adds are 0. */
export function cosinesOf(coefficients: ComplexGrid, width: number, height: number): ComplexGrid {
  const { width: wide, height: high, real, imaginary } = coefficients;
  const out = complexGrid(width, height);
  const scale = (width * height) / (wide * high);
  for (let v = 0; v < Math.min(high, height); v++) {
    for (let u = 0; u < Math.min(wide, width); u++) {
      out.real[v * width + u] = real[v * wide + u]! * scale;
      out.imaginary[v * width + u] = imaginary[v * wide + u]! * scale;
    }
  }
  return out;
}

/** exp(i pi k / 2 length) for k = 0 ... length. */
function quarterTurns(length: number) {
  const angle = Math.PI / (2 * length);
  return {
    cosines: Float64Array.from({ length: length + 1 }, (_, k) => Math.cos(angle * k)),
    sines: Float64Array.from({ length: length + 1 }, (_, k) => Math.sin(angle * k)),
  };
}

/** Where a value goes before the Fourier transform: even places in order, then odd ones backwards. */
const shuffled = (x: number, length: number) => (x % 2 === 0 ? x / 2 : length - 1 - (x - 1) / 2);

function toCosines(length: number): LineTransform {
  const fourier = lineTransform(length);
  const { cosines, sines } = quarterTurns(length);
  const [re, im] = [new Float64Array(length), new Float64Array(length)];
  return (real, imaginary) => {
    for (let x = 0; x < length; x++) {
      re[shuffled(x, length)] = real[x]!;
      im[shuffled(x, length)] = imaginary[x]!;
    }
    fourier(re, im);
    for (let k = 0; k < length; k++) {
      const mirrored = (length - k) % length;
      const [c, s] = [cosines[k]!, sines[k]!];
      // (exp(-i angle) V[k] + exp(i angle) V[length - k]) / 2
      real[k] = (c * (re[k]! + re[mirrored]!) + s * (im[k]! - im[mirrored]!)) / 2;
      imaginary[k] = (c * (im[k]! + im[mirrored]!) - s * (re[k]! - re[mirrored]!)) / 2;
    }
  };
}

function ofCosines(length: number): LineTransform {
  const fourier = lineTransform(length);
  const { cosines, sines } = quarterTurns(length);
  const [re, im] = [new Float64Array(length), new Float64Array(length)];
  return (real, imaginary) => {
    for (let k = 0; k < length; k++) {
      const [otherRe, otherIm] = k === 0 ? [0, 0] : [real[length - k]!, imaginary[length - k]!];
      const [c, s] = [cosines[k]!, sines[k]!];
      // exp(i angle) (X[k] - i X[length - k])
      const [a, b] = [real[k]! + otherIm, imaginary[k]! - otherRe];
      re[k] = c * a - s * b;
      im[k] = c * b + s * a;
    }
    fourier(im, re); // the inverse, but for the division
    for (let x = 0; x < length; x++) {
      real[x] = re[shuffled(x, length)]! / length;
      imaginary[x] = im[shuffled(x, length)]! / length;
    }
  };
}
