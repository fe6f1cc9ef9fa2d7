import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gsosWeights, weightedSum } from '../../../src-main/reconstruction/gsos';

/** SD of a peak along its middle row, by its second moment. */
function widthOf(profile: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  const middle = (profile.length - 1) / 2;
  for (let i = 0; i < profile.length; i++) {
    sum += profile[i]!;
    squares += profile[i]! * (i - middle) ** 2;
  }
  return Math.sqrt(squares / sum);
}

const SD = 12;
const psf = Float64Array.from({ length: 161 }, (_, i) => Math.exp(-((i - 80) ** 2) / (2 * SD * SD)));
/** The signal of a saturating fluorophore: a Taylor series in the power, with as many orders as there are coefficients. */
const signal = (power: number, photons: number, orders: readonly number[]) =>
  psf.map((h) => orders.reduce((sum, a, m) => sum + a * (power * h) ** (photons * (m + 1)), 0));

describe('GSOS', () => {
  it('has the coefficients of hand-solved cases, the strongest image counted once', () => {
    expect(gsosWeights([1, 2], 1).coefficients).toEqual([-2, 1]);
    expect(gsosWeights([2, 1], 1).coefficients).toEqual([1, -2]);
    expect(gsosWeights([1, 2], 2).coefficients).toEqual([-4, 1]);
    const three = gsosWeights([1, 2, 3], 1);
    [3, -3, 1].forEach((expected, k) => expect(three.coefficients[k]).toBeCloseTo(expected, 10));
    expect(three.noiseAmplification).toBeCloseTo(Math.sqrt(19), 10);
  });

  it('cancels all orders below the number of powers, whatever the powers', () => {
    const powers = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(powers, fc.integer({ min: 1, max: 2 }), (list, photons) => {
        const { coefficients } = gsosWeights(list, photons);
        for (let j = 1; j < list.length; j++) {
          const terms = list.map((power, k) => coefficients[k]! * power ** (photons * j));
          const size = Math.max(...terms.map(Math.abs));
          expect(Math.abs(terms.reduce((a, b) => a + b)) / size).toBeLessThan(1e-8);
        }
      }),
    );
  });

  it.each([
    [[0.5, 1], 1, [1, -0.3]],
    [[0.5, 1], 2, [1, -0.3]],
    [[1, 2, 4], 1, [1, -0.05, 0.002]],
  ] as const)(
    'of powers %j with %i photons narrows a saturating spot by the root of their number',
    (powers, photons, orders) => {
      const { coefficients } = gsosWeights(powers, photons);
      const sum = weightedSum(
        powers.map((power) => signal(power, photons, orders)),
        coefficients,
      );
      const linear = widthOf(signal(1, photons, [1]));
      expect(linear / widthOf(sum)).toBeCloseTo(Math.sqrt(powers.length), 2);
    },
  );

  it.each([
    [[1], 'two or more excitation powers'],
    [[1, 0], 'power of 0 gives no signal'],
    [[1, -2], 'power of -2 gives no signal'],
    [[3, 1, 3], 'powers 3 and 3 are the same'],
    [[1, 1.0004], 'cannot be told apart'],
  ])('refuses powers %j with a sentence', (powers, sentence) => {
    expect(() => gsosWeights(powers, 1)).toThrow(sentence);
  });
});
