import { describe, expect, test } from 'vitest';
import { gaussianHalfKernel } from '../../../../src-main/imaging/gaussian-kernel';
import { squirrel, squirrelFit } from '../../../../src-main/imaging/measures/squirrel';
import type { Plane } from '../../../../src-main/imaging/plane';
import { randomStructure, withNoise } from '../../../support/random-structure';

/** Blurred as scipy.ndimage.gaussian_filter does: mirrored at its borders, cut at four SD. */
function blurred({ width, height, data }: Plane, sigma: number): Float64Array {
  const taps = gaussianHalfKernel(sigma);
  const mirror = (i: number, length: number): number =>
    i < 0 ? mirror(-1 - i, length) : i >= length ? mirror(2 * length - 1 - i, length) : i;
  const tap = (i: number) => taps[Math.abs(i)]!;
  const pass = (values: ArrayLike<number>, step: (x: number, y: number, i: number) => number) =>
    Float64Array.from({ length: width * height }, (_, at) => {
      let sum = 0;
      for (let i = 1 - taps.length; i < taps.length; i++) {
        sum += tap(i) * values[step(at % width, Math.floor(at / width), i)]!;
      }
      return sum;
    });
  const across = pass(data, (x, y, i) => y * width + mirror(x + i, width));
  return pass(across, (x, y, i) => mirror(y + i, height) * width + x);
}

const fine = randomStructure(60, 45, 1, 1);
const plane = (data: ArrayLike<number>, width = 60, height = 45): Plane => ({ width, height, data });

describe('SQUIRREL', () => {
  test('finds the blur, scale and offset that a reference was made with', () => {
    const reference = plane(blurred(fine, 1.8).map((value) => 250 * value + 1000));
    const { rsp, rse, alpha, beta, sigmaPx, magnification, errors } = squirrel(fine, reference);
    expect(rsp).toBeCloseTo(1, 9);
    expect(rse).toBeLessThan(1e-3);
    expect(alpha).toBeCloseTo(250, 2);
    expect(beta).toBeCloseTo(1000, 3);
    expect(sigmaPx).toBeCloseTo(1.8, 4);
    expect(magnification).toBe(1);
    expect(Math.max(...errors)).toBeLessThan(0.01);
  });

  test('finds a blur far beyond the first bracket', () => {
    const { sigmaPx } = squirrelFit(fine, plane(blurred(fine, 4.5)));
    expect(sigmaPx).toBeCloseTo(4.5, 3);
  });

  test('maps where the two differ: RSE is the root of the mean square of the map', () => {
    const reference = plane(blurred(fine, 1.2));
    const spoilt = plane(
      Float64Array.from(fine.data, (value, i) => (i === 30 * 60 + 20 ? value + 40 : value)),
    );
    const { errors, rse, rsp, width } = squirrel(spoilt, reference);
    const largest = errors.indexOf(Math.max(...errors));
    expect([largest % width, Math.floor(largest / width)]).toEqual([20, 30]);
    expect(Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length)).toBeCloseTo(rse, 6);
    expect(rsp).toBeLessThan(0.95);
  });

  test('compares a magnified reconstruction with pixels that lie in their places', () => {
    const pooled = (factor: number) =>
      Float64Array.from({ length: (60 * 45) / factor ** 2 }, (_, at) => {
        const [x, y] = [at % (60 / factor), Math.floor(at / (60 / factor))];
        let sum = 0;
        for (let i = 0; i < factor ** 2; i++) {
          sum += smooth[(y * factor + Math.floor(i / factor)) * 60 + x * factor + (i % factor)]!;
        }
        return sum / factor ** 2;
      });
    const smooth = blurred(fine, 3);
    const { rsp, magnification } = squirrelFit(plane(smooth), plane(pooled(3), 20, 15));
    expect(magnification).toBe(3);
    expect(rsp).toBeGreaterThan(0.999);
    const shifted = plane(Float64Array.from(smooth, (_, i) => smooth[Math.max(0, i - 1)]!));
    expect(squirrelFit(shifted, plane(pooled(3), 20, 15)).rsp).toBeLessThan(rsp - 0.005);
  });

  test('does not depend on the contrast of either image', () => {
    const reference = withNoise(plane(blurred(fine, 1.5)), 0.05, 3);
    const fit = squirrelFit(fine, reference);
    const inverted = plane(Float64Array.from(fine.data, (value) => 5 - 1000 * value));
    const other = squirrelFit(inverted, reference);
    expect(other.rsp).toBeCloseTo(fit.rsp, 8);
    expect(other.rse).toBeCloseTo(fit.rse, 8);
  });

  test('takes a magnification that is not whole, and refuses another shape in a sentence', () => {
    const reference = plane(blurred(fine, 2), 60, 45);
    expect(squirrelFit(randomStructure(90, 68, 1, 2), reference).magnification).toBe(1.5);
    expect(() => squirrelFit(randomStructure(90, 90, 1, 2), reference)).toThrow('another shape');
    expect(() => squirrelFit(plane(fine.data.length ? fine.data : [], 45, 60), reference)).toThrow('45 x 60');
    expect(() => squirrelFit(fine, plane(new Float32Array(60 * 45)))).toThrow(
      'the reference is 0 everywhere',
    );
  });
});
