import type { LineTransform } from './complex-grid';

/** Prime factors, other than 2, that a line is split by. */
const FACTORS = [3, 5, 7, 11, 13];

/**
 * The transform of lines of `length` values: by their factors (Cooley and Tukey 1965) down to powers of two, which radix 2
 * computes; where a larger prime is left, as a convolution with a chirp (Bluestein 1970).
 */
export function lineTransform(length: number): LineTransform {
  if ((length & (length - 1)) === 0) return radixTwo(length);
  const factor = FACTORS.find((prime) => length % prime === 0);
  return factor ? split(length, factor) : bluestein(length);
}

/** cos and sin of 2 pi i / length, for i from 0 to `count` - 1. */
function roots(length: number, count: number) {
  const angle = (2 * Math.PI) / length;
  return {
    cosines: Float64Array.from({ length: count }, (_, i) => Math.cos(angle * i)),
    sines: Float64Array.from({ length: count }, (_, i) => Math.sin(angle * i)),
  };
}

function radixTwo(length: number): LineTransform {
  const { cosines, sines } = roots(length, length / 2);
  return (real, imaginary) => {
    reverseBits(real, imaginary);
    for (let half = 1; half < length; half *= 2) {
      const stride = length / (2 * half);
      for (let block = 0; block < length; block += 2 * half) {
        for (let k = 0; k < half; k++) {
          const a = block + k;
          const b = a + half;
          const cosine = cosines[k * stride]!;
          const sine = sines[k * stride]!;
          const re = real[b]! * cosine + imaginary[b]! * sine;
          const im = imaginary[b]! * cosine - real[b]! * sine;
          real[b] = real[a]! - re;
          imaginary[b] = imaginary[a]! - im;
          real[a]! += re;
          imaginary[a]! += im;
        }
      }
    }
  };
}

/** Brings values to the places that the bits of their indices, read backwards, name. */
function reverseBits(real: Float64Array, imaginary: Float64Array): void {
  const { length } = real;
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    const [re, im] = [real[i]!, imaginary[i]!];
    real[i] = real[j]!;
    imaginary[i] = imaginary[j]!;
    real[j] = re;
    imaginary[j] = im;
  }
}

/** Every `factor`-th value is transformed by itself; each result is a sum over these, turned by roots of unity. */
function split(length: number, factor: number): LineTransform {
  const part = length / factor;
  const inner = lineTransform(part);
  const { cosines, sines } = roots(length, length);
  const parts = Array.from({ length: factor }, () => ({
    re: new Float64Array(part),
    im: new Float64Array(part),
  }));
  return (real, imaginary) => {
    parts.forEach(({ re, im }, r) => {
      for (let i = 0; i < part; i++) {
        re[i] = real[i * factor + r]!;
        im[i] = imaginary[i * factor + r]!;
      }
      inner(re, im);
    });
    for (let u = 0; u < length; u++) {
      const k = u % part;
      let [sumRe, sumIm] = [parts[0]!.re[k]!, parts[0]!.im[k]!];
      for (let r = 1, at = u; r < factor; r++, at = (at + u) % length) {
        const { re, im } = parts[r]!;
        sumRe += re[k]! * cosines[at]! + im[k]! * sines[at]!;
        sumIm += im[k]! * cosines[at]! - re[k]! * sines[at]!;
      }
      real[u] = sumRe;
      imaginary[u] = sumIm;
    }
  };
}

/** With u x = (u^2 + x^2 - (u - x)^2) / 2 the sum is a convolution of the values times a chirp with the chirp's conjugate. */
function bluestein(length: number): LineTransform {
  const padded = 2 ** Math.ceil(Math.log2(2 * length - 1));
  const inner = radixTwo(padded);
  const { cosines, sines } = roots(2 * length, 2 * length);
  // The chirp exp(-pi i x^2 / length); x^2 counts modulo 2 length, so that the angle keeps its digits.
  const place = (x: number) => (x * x) % (2 * length);
  const [chirpRe, chirpIm] = [new Float64Array(length), new Float64Array(length)];
  const [kernelRe, kernelIm] = [new Float64Array(padded), new Float64Array(padded)];
  for (let x = 0; x < length; x++) {
    chirpRe[x] = cosines[place(x)]!;
    chirpIm[x] = -sines[place(x)]!;
    for (const at of [x, (padded - x) % padded]) {
      kernelRe[at] = chirpRe[x]!;
      kernelIm[at] = -chirpIm[x]!;
    }
  }
  inner(kernelRe, kernelIm);

  const [re, im] = [new Float64Array(padded), new Float64Array(padded)];
  return (real, imaginary) => {
    re.fill(0, length);
    im.fill(0, length);
    for (let x = 0; x < length; x++) {
      re[x] = real[x]! * chirpRe[x]! - imaginary[x]! * chirpIm[x]!;
      im[x] = real[x]! * chirpIm[x]! + imaginary[x]! * chirpRe[x]!;
    }
    inner(re, im);
    for (let i = 0; i < padded; i++) {
      const product = re[i]! * kernelRe[i]! - im[i]! * kernelIm[i]!;
      im[i] = re[i]! * kernelIm[i]! + im[i]! * kernelRe[i]!;
      re[i] = product;
    }
    inner(im, re); // the inverse, but for the division
    for (let u = 0; u < length; u++) {
      real[u] = (re[u]! * chirpRe[u]! - im[u]! * chirpIm[u]!) / padded;
      imaginary[u] = (re[u]! * chirpIm[u]! + im[u]! * chirpRe[u]!) / padded;
    }
  };
}
