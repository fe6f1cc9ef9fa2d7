import { describe, expect, it } from 'vitest';
import { PairMoments } from '../../../../src-main/imaging/measures/pair-moments';

const image = Float64Array.from({ length: 5000 }, (_, i) => ((i * 7919) % 1009) + 1e4);
const reference = image.map((value, i) => 3 * value + ((i * 31) % 17));

describe('moments of pairs', () => {
  it('merged of parts are those of the whole', () => {
    const whole = new PairMoments();
    whole.add(image, reference);
    const merged = new PairMoments();
    for (const [from, to] of [
      [0, 10],
      [10, 4500],
      [4500, 4500],
      [4500, 5000],
    ]) {
      const part = new PairMoments();
      part.add(image.subarray(from, to), reference.subarray(from, to));
      merged.merge(part);
    }
    expect(merged.count).toBe(whole.count);
    for (const key of ['meanX', 'meanY', 'squaresX', 'squaresY', 'products'] as const)
      expect(merged[key] / whole[key]).toBeCloseTo(1, 12);
  });

  it('merged through maps are those of the mapped values', () => {
    const stored = new PairMoments();
    stored.add(image, reference);
    const merged = new PairMoments();
    merged.merge(stored, { scale: 1 / 300, offset: -0.5 }, { scale: -2, offset: 7 });
    const mapped = new PairMoments();
    mapped.add(
      image.map((value) => value / 300 - 0.5),
      reference.map((value) => -2 * value + 7),
    );
    expect(merged.bestAffine().scale / mapped.bestAffine().scale).toBeCloseTo(1, 10);
    expect(merged.bestAffine().offset / mapped.bestAffine().offset).toBeCloseTo(1, 10);
    expect(merged.pearson()).toBeCloseTo(mapped.pearson(), 12);
  });
});
