import { describe, expect, it } from 'vitest';
import {
  EsrrfParams,
  SrrfParams,
  type ReconstructionParams,
} from '../../../src-main/contract/reconstruction';
import { passesOf } from '../../../src-main/reconstruction/extent';
import { projectionOf } from '../../../src-main/reconstruction/projection';

/** Seven frames of one value. */
const S = [3, 5, -1, 4, 2, 7, 1];
const T = S.length;
const mu = S.reduce((sum, value) => sum + value, 0) / T;
const d = S.map((value) => value - mu);
const sum = (to: number, term: (t: number) => number) =>
  Array.from({ length: to + 1 }, (_, t) => term(t)).reduce((all, value) => all + value, 0);

function project(params: ReconstructionParams): number {
  const projection = projectionOf(params, 1, T)!;
  for (let pass = 0; pass < passesOf(params); pass++) {
    for (const value of S) projection.add(Float32Array.of(value));
    projection.endPass();
  }
  return projection.image()[0]!;
}

const srrf = (temporal: SrrfParams['temporal']) => project(SrrfParams.parse({ method: 'srrf', temporal }));
const esrrf = (temporal: EsrrfParams['temporal']) =>
  project(EsrrfParams.parse({ method: 'esrrf', temporal }));

describe('what frames become', () => {
  it('is the mean, or the largest value', () => {
    expect(srrf('avg')).toBeCloseTo(mu, 6);
    expect(esrrf('avg')).toBeCloseTo(mu, 6);
    expect(srrf('max')).toBe(7);
  });

  it('is the largest of what has a value, and nothing where no frame has one', () => {
    const projection = projectionOf(SrrfParams.parse({ method: 'srrf', temporal: 'max' }), 2, 3)!;
    for (const value of [Number.NaN, -3, Number.NaN]) projection.add(Float32Array.of(value, Number.NaN));
    expect([...projection.image()]).toEqual([-3, Number.NaN]);
  });

  it('is the mean product of all pairs, negative values taken as 0', () => {
    let pairs = 0;
    for (let t0 = 0; t0 < T; t0++)
      for (let t1 = t0; t1 < T; t1++) pairs += Math.max(S[t0]!, 0) * Math.max(S[t1]!, 0);
    expect(srrf('trppm')).toBeCloseTo(pairs / ((T * (T + 1)) / 2), 5);
  });

  it('is the autocorrelation of order 2 and 3, the last frame left out', () => {
    expect(srrf('trac2')).toBeCloseTo(Math.abs(sum(T - 3, (t) => d[t]! * d[t + 1]!)) / T, 5);
    expect(srrf('trac3')).toBeCloseTo(Math.abs(sum(T - 4, (t) => d[t]! * d[t + 1]! * d[t + 2]!)) / T, 5);
  });

  it('is the fourth order less the products of its pairs', () => {
    const over = (...at: number[]) => sum(T - 5, (t) => at.reduce((all, lag) => all * d[t + lag]!, 1));
    const cumulant =
      over(0, 1, 2, 3) - over(0, 1) * over(2, 3) - over(0, 2) * over(1, 3) - over(0, 3) * over(1, 2);
    expect(srrf('trac4')).toBeCloseTo(Math.abs(cumulant) / T, 3);
  });

  it('is the variance, or the autocovariance with its sign', () => {
    expect(esrrf('var')).toBeCloseTo(sum(T - 1, (t) => d[t]! ** 2) / T, 5);
    const covariance = sum(T - 2, (t) => d[t]! * d[t + 1]!) / (T - 1);
    expect(covariance).toBeLessThan(0);
    expect(esrrf('tac2')).toBeCloseTo(covariance, 5);
  });

  it('is each frame by itself', () => {
    expect(projectionOf(SrrfParams.parse({ method: 'srrf', temporal: 'frames' }), 1, T)).toBeNull();
  });
});
