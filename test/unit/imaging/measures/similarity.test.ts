import { describe, expect, test } from 'vitest';
import { GaussianSimilarity } from '../../../../src-main/imaging/measures/gaussian-similarity';
import { MultiScaleSimilarity } from '../../../../src-main/imaging/measures/multi-scale-similarity';
import { normalisedRmse } from '../../../../src-main/imaging/measures/normalised-rmse';
import { PlaneSimilarity } from '../../../../src-main/imaging/measures/plane-similarity';
import { gaussianTaps } from '../../../../src-main/imaging/gaussian-taps';
import { randomStructure } from '../../../support/random-structure';

const SAME = { scale: 1, offset: 0 };
const options = (width: number, height: number, maps = [SAME]) => ({
  width,
  height,
  range: 2,
  centre: { image: 0.1, reference: -0.1 },
  maps,
});

describe('SSIM with a Gaussian window', () => {
  test('of one window is what its definition says', () => {
    const [a, b] = [randomStructure(11, 11, 1, 1).data, randomStructure(11, 11, 1, 2).data];
    const taps = gaussianTaps(11, 1.5);
    const mean = (of: (i: number) => number) =>
      Array.from({ length: 121 }, (_, i) => taps[i % 11]! * taps[Math.floor(i / 11)]! * of(i)).reduce(
        (x, y) => x + y,
      );
    const [x, y] = [mean((i) => a[i]!), mean((i) => b[i]!)];
    const variance = mean((i) => a[i]! ** 2) - x * x + mean((i) => b[i]! ** 2) - y * y;
    const covariance = mean((i) => a[i]! * b[i]!) - x * y;
    const [c1, c2] = [0.02 ** 2, 0.06 ** 2];
    const contrast = (2 * covariance + c2) / (variance + c2);
    const similarity = new GaussianSimilarity(options(11, 11));
    similarity.add(a, b);
    const [measured] = similarity.means();
    expect(measured!.contrast).toBeCloseTo(contrast, 12);
    expect(measured!.ssim).toBeCloseTo((contrast * (2 * x * y + c1)) / (x * x + y * y + c1), 12);
  });

  test('under a map is that of the mapped image', () => {
    const [a, b] = [randomStructure(30, 20, 1, 3).data as Float64Array, randomStructure(30, 20, 1, 4).data];
    const mapped = new GaussianSimilarity(options(30, 20, [{ scale: -0.5, offset: 0.3 }]));
    mapped.add(a, b);
    const plain = new GaussianSimilarity(options(30, 20));
    plain.add(
      a.map((value) => 0.3 - 0.5 * value),
      b,
    );
    expect(mapped.means()[0]!.ssim).toBeCloseTo(plain.means()[0]!.ssim, 12);
  });
});

describe('MS-SSIM', () => {
  const image = randomStructure(181, 177, 1.5, 5).data as Float64Array;
  const of = (other: ArrayLike<number>, rows = 177) => {
    const similarity = new MultiScaleSimilarity(options(181, 177));
    for (let y = 0; y < 177; y += rows) {
      const [from, to] = [y * 181, Math.min(177, y + rows) * 181];
      similarity.add(Array.prototype.slice.call(other, from, to), image.subarray(from, to));
    }
    return similarity.means()[0]!.msSsim;
  };

  test('of an image with itself is 1', () => expect(of(image)).toBeCloseTo(1, 12));

  test('does not depend on how the rows are cut', () => {
    const other = image.map((value, i) => 0.7 * value + 0.02 * ((i * 7919) % 11));
    expect(of(other, 13)).toBeCloseTo(of(other), 14);
    expect(of(other)).toBeLessThan(1);
  });

  test('of an image turned over is 0: nothing of its structure is left', () => {
    expect(of(image.map((value) => -value))).toBe(0);
  });
});

test('similarities are null where a plane is smaller than their windows', () => {
  const kinds = (width: number, height: number) => {
    const similarity = new PlaneSimilarity(options(width, height));
    similarity.add(new Float64Array(width * height), new Float64Array(width * height));
    const { ssim, ssimGaussian, msSsim } = similarity.means()[0]!;
    return [ssim, ssimGaussian, msSsim].map((value) => value !== null);
  };
  expect(kinds(6, 300)).toEqual([false, false, false]);
  expect(kinds(10, 300)).toEqual([true, false, false]);
  expect(kinds(175, 300)).toEqual([true, true, false]);
  expect(kinds(176, 300)).toEqual([true, true, true]);
});

test('an RMSE is normalised by root mean square, range and mean of the reference', () => {
  const reference = { rootMeanSquare: 5, mean: 4, min: 1, max: 11 };
  expect(normalisedRmse(2, reference)).toEqual({ euclidean: 0.4, minMax: 0.2, mean: 0.5 });
  expect(normalisedRmse(2, { ...reference, mean: 0, max: 1 })).toEqual({
    euclidean: 0.4,
    minMax: null,
    mean: null,
  });
});
