import { describe, expect, test } from 'vitest';
import { complexGrid } from '../../../src-main/imaging/complex-grid';
import { cosineTransform, fromCosines } from '../../../src-main/imaging/cosine-transform';

function grid(width: number, height: number) {
  const values = complexGrid(width, height);
  values.real.forEach((_, i) => (values.real[i] = ((i * 7919) % 101) / 50 - 1));
  values.imaginary.forEach((_, i) => (values.imaginary[i] = ((i * 3571) % 97) / 50));
  return values;
}

describe('the cosine transform', () => {
  test.each([
    [8, 4],
    [5, 7],
    [1, 6],
    [1, 1],
  ])('of two images of %i x %i is what its definition says', (width, height) => {
    const values = grid(width, height);
    const [real, imaginary] = [values.real.slice(), values.imaginary.slice()];
    cosineTransform(values);
    for (let v = 0; v < height; v++) {
      for (let u = 0; u < width; u++) {
        const sum = (of: Float64Array) =>
          of.reduce((total, value, i) => {
            const [x, y] = [i % width, Math.floor(i / width)];
            const wave =
              Math.cos((Math.PI * u * (x + 0.5)) / width) * Math.cos((Math.PI * v * (y + 0.5)) / height);
            return total + value * wave;
          }, 0);
        expect(values.real[v * width + u]).toBeCloseTo(sum(real), 10);
        expect(values.imaginary[v * width + u]).toBeCloseTo(sum(imaginary), 10);
      }
    }
  });

  test('is undone at its own size', () => {
    const values = grid(12, 9);
    const kept = grid(12, 9);
    cosineTransform(values);
    const back = fromCosines(values, 12, 9);
    back.real.forEach((value, i) => expect(value).toBeCloseTo(kept.real[i]!, 12));
    back.imaginary.forEach((value, i) => expect(value).toBeCloseTo(kept.imaginary[i]!, 12));
  });

  test('magnifies with every place of the field staying where it is', () => {
    const [width, wide] = [16, 40];
    const wave = (place: number) => 3 + Math.cos(Math.PI * 3 * place);
    const values = complexGrid(width, 1);
    values.real.forEach((_, x) => (values.real[x] = wave((x + 0.5) / width)));
    cosineTransform(values);
    const large = fromCosines(values, wide, 2);
    large.real.forEach((value, i) => expect(value).toBeCloseTo(wave(((i % wide) + 0.5) / wide), 12));
  });
});
