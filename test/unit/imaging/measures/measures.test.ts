import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DifferenceSums } from '../../../../src-main/imaging/measures/difference-sums';
import { PairMoments } from '../../../../src-main/imaging/measures/pair-moments';

const image = [1, 2, 3, 4];
const reference = [1, 4, 3, 0];

function differences(a: ArrayLike<number>, b: ArrayLike<number>): DifferenceSums {
  const sums = new DifferenceSums();
  sums.add(a, b);
  return sums;
}

function moments(a: ArrayLike<number>, b: ArrayLike<number>): PairMoments {
  const sums = new PairMoments();
  sums.add(a, b);
  return sums;
}

describe('measures of difference', () => {
  test('rmse is the root of the mean squared difference', () => {
    expect(differences(image, reference).rmse()).toBe(Math.sqrt((4 + 16) / 4));
  });

  test('mae is the mean absolute difference', () => {
    expect(differences(image, reference).mae()).toBe(1.5);
  });

  test('psnr compares the peak with the rmse, in dB', () => {
    expect(differences(image, reference).psnr(10)).toBeCloseTo(10 * Math.log10(100 / 5), 12);
  });

  test('psnr is infinite for equal images', () => {
    expect(differences(image, image).psnr(255)).toBe(Infinity);
  });

  test('an affine map is applied to the image before it is measured', () => {
    const sums = new DifferenceSums({ scale: 2, offset: 1 });
    sums.add([1, 2], [3, 6]);
    expect([sums.mae(), sums.rmse()]).toEqual([0.5, Math.sqrt(0.5)]);
  });
});

describe('the correlation coefficient', () => {
  test('is 1 and -1 for straight lines, up and down', () => {
    expect(moments([1, 2, 3], [10, 20, 30]).pearson()).toBeCloseTo(1, 14);
    expect(moments([1, 2, 3], [3, 2, 1]).pearson()).toBeCloseTo(-1, 14);
  });

  test('is 0 when one image is constant', () => {
    expect(moments([1, 2, 3], [5, 5, 5]).pearson()).toBe(0);
  });
});

describe('the best affine rescaling', () => {
  test('finds the line a reference was made with', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -1e6, max: 1e6 }), (scale, offset) => {
        const values = Float64Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 65_536);
        const fit = moments(
          values,
          values.map((value) => scale * value + offset),
        ).bestAffine();
        expect(fit.scale).toBeCloseTo(scale, 9);
        expect(Math.abs(fit.offset - offset)).toBeLessThan(1e-4);
      }),
      { numRuns: 20 },
    );
  });

  test('only shifts a constant image', () => {
    expect(moments([2, 2], [5, 9]).bestAffine()).toEqual({ scale: 1, offset: 5 });
  });
});

describe('PairMoments', () => {
  test('does not depend on how the stream is cut', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 65535 }), fc.integer({ min: 0, max: 65535 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 3, maxLength: 40 }), fc.nat(40), (pairs, cut) => {
        const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        const whole = new PairMoments();
        whole.add(x, y);
        const parts = new PairMoments();
        parts.add(x.slice(0, cut), y.slice(0, cut));
        parts.add(x.slice(cut), y.slice(cut));
        expect(parts.pearson()).toBeCloseTo(whole.pearson(), 10);
        expect(parts.meanX).toBeCloseTo(whole.meanX, 8);
      }),
    );
  });
});
