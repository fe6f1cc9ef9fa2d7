import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src-main/imaging/random';
import { exponential, gamma, logNormal, poisson } from '../../../src-main/simulation/distributions';
import { moments } from '../../support/simulation';

const COUNT = 40_000;

function drawn(draw: (random: RandomStream) => number): Float64Array {
  const random = new RandomStream(5, 'noise');
  return Float64Array.from({ length: COUNT }, () => draw(random));
}

/** Both expected, within five standard errors of a distribution whose kurtosis is near the normal one. */
function expectMoments(values: Float64Array, mean: number, variance: number, kurtosis = 3): void {
  const found = moments(values);
  expect(Math.abs(found.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / COUNT));
  expect(Math.abs(found.variance / variance - 1)).toBeLessThan(5 * Math.sqrt((kurtosis - 1) / COUNT));
}

describe('random numbers of a distribution', () => {
  it.each([0.05, 1, 11.9, 12.1, 300, 20_000])('are Poisson distributed of mean %d', (mean) => {
    expectMoments(
      drawn((random) => poisson(random, mean)),
      mean,
      mean,
      3 + 1 / mean,
    );
  });

  it('have the probabilities of a Poisson distribution where they are drawn by rejection', () => {
    const mean = 14;
    const values = drawn((random) => poisson(random, mean));
    let expected = Math.exp(-mean);
    let worst = 0;
    for (let k = 0; k < 40; k++) {
      const found = values.reduce((count, value) => count + Number(value === k), 0) / COUNT;
      worst = Math.max(worst, Math.abs(found - expected));
      expected *= mean / (k + 1);
    }
    expect(worst).toBeLessThan(5 * Math.sqrt(0.106 / COUNT));
  });

  it.each([0.3, 1, 8])('are gamma distributed of shape %d', (shape) => {
    expectMoments(
      drawn((random) => gamma(random, shape)),
      shape,
      shape,
      3 + 6 / shape,
    );
  });

  it('are exponential and log-normal with the mean and SD asked for', () => {
    expectMoments(
      drawn((random) => exponential(random, 7)),
      7,
      49,
      9,
    );
    expectMoments(
      drawn((random) => logNormal(random, 0.3)),
      1,
      0.09,
      5,
    );
    expect(logNormal(new RandomStream(1, 'noise'), 0)).toBe(1);
  });
});
