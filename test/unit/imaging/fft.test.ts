import { describe, expect, it } from 'vitest';
import { powerOfTwoFrom, transform, type ComplexGrid } from '../../../src-main/imaging/fft';

function grid(width: number, height: number): ComplexGrid {
  const value = (i: number) => ((i * 7919) % 101) / 50 - 1;
  return {
    width,
    height,
    real: Float64Array.from({ length: width * height }, (_, i) => value(i)),
    imaginary: Float64Array.from({ length: width * height }, (_, i) => value(3 * i + 5)),
  };
}

/** The transform as its definition says. */
function byDefinition({ width, height, real, imaginary }: ComplexGrid): [number, number][] {
  return Array.from({ length: width * height }, (_, at) => {
    const [u, v] = [at % width, Math.floor(at / width)];
    let [re, im] = [0, 0];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const angle = -2 * Math.PI * ((u * x) / width + (v * y) / height);
        const [a, b] = [real[y * width + x]!, imaginary[y * width + x]!];
        re += a * Math.cos(angle) - b * Math.sin(angle);
        im += a * Math.sin(angle) + b * Math.cos(angle);
      }
    }
    return [re, im];
  });
}

describe('the Fourier transform', () => {
  it.each([
    [8, 4],
    [1, 16],
    [2, 1],
    [1, 1],
    [7, 5],
    [12, 9],
    [1, 31],
    [45, 1],
    [1, 52],
    [34, 3],
  ])('of %i x %i values is what its definition says', (width, height) => {
    const values = grid(width, height);
    const expected = byDefinition(values);
    transform(values);
    expected.forEach(([re, im], at) => {
      expect(values.real[at]).toBeCloseTo(re, 9);
      expect(values.imaginary[at]).toBeCloseTo(im, 9);
    });
  });

  it('is undone by its inverse', () => {
    for (const values of [grid(32, 16), grid(17, 24)]) {
      const kept = values.real.slice();
      transform(values);
      transform(values, true);
      values.real.forEach((value, at) => expect(value).toBeCloseTo(kept[at]!, 12));
    }
  });

  it('of a side that is a large prime keeps its digits', () => {
    const values = grid(997, 1);
    const expected = byDefinition(values);
    transform(values);
    expected.forEach(([re], at) => expect(values.real[at]).toBeCloseTo(re, 8));
  });
});

describe('the power of two from a number on', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [512, 512],
    [513, 1024],
  ])('%i is %i', (count, power) => expect(powerOfTwoFrom(count)).toBe(power));
});
