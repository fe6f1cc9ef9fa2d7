import { describe, expect, it } from 'vitest';
import { chooseRange, neededPercentiles, nonFiniteAdvice } from '../../../src-main/jobs/range-choice';

const statistics = (min: number, max: number, percentiles: number[] = []) => ({
  min,
  max,
  mean: (min + max) / 2,
  std: 1,
  nonFinite: 0,
  percentiles,
});

describe('how values enter the network', () => {
  it('is value / 65535 - 0.5 for 16-bit data that fill their range, without a word', () => {
    const choice = chooseRange({ kind: 'fixed' }, 'uint16', statistics(0, 60_000), 'as-is');
    expect(choice).toEqual({ linear: { scale: 1 / 65_535, offset: -0.5 }, matched: false, sentence: null });
  });

  it('advises for 12-bit data and leaves them as they are', () => {
    const choice = chooseRange({ kind: 'fixed' }, 'uint16', statistics(90, 4000), 'as-is');
    expect(choice.linear.scale).toBe(1 / 65_535);
    expect(choice.sentence).toMatch(/4000 \(12 bits\)/);
  });

  it('maps 12-bit data onto the whole range when matched', () => {
    const { linear, matched } = chooseRange({ kind: 'fixed' }, 'uint16', statistics(90, 4000), 'matched');
    expect(matched).toBe(true);
    expect(4095 * linear.scale + linear.offset).toBeCloseTo(0.5, 12);
    expect(linear.offset).toBe(-0.5);
  });

  it('is warned of where values are NaN or infinite, and only there', () => {
    expect(nonFiniteAdvice(statistics(0, 9))).toBeNull();
    expect(nonFiniteAdvice({ ...statistics(0, 9), nonFinite: 1 })).toMatch(/^There is 1 value that is NaN/);
    expect(nonFiniteAdvice({ ...statistics(0, 9), nonFinite: 7 })).toMatch(
      /^There are 7 values that are NaN/,
    );
  });

  it('takes percentiles where the model wants them', () => {
    const normalisation = { kind: 'percentile' as const, low: 1, high: 99 };
    expect(neededPercentiles(normalisation)).toEqual([1, 99]);
    const { linear } = chooseRange(normalisation, 'uint16', statistics(0, 900, [100, 300]), 'as-is');
    expect(100 * linear.scale + linear.offset).toBeCloseTo(0, 12);
    expect(300 * linear.scale + linear.offset).toBeCloseTo(1, 12);
  });
});
