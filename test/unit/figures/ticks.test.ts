import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticks } from '../../../src-main/figures/ticks';

describe('ticks', () => {
  it('are round', () => {
    expect(ticks(0, 5.6)).toEqual({ values: [0, 1, 2, 3, 4, 5], digits: 0 });
    expect(ticks(0, 1, 5)).toEqual({ values: [0, 0.5, 1], digits: 1 });
    expect(ticks(0.1, 0.35)).toEqual({ values: [0.1, 0.15, 0.2, 0.25, 0.3, 0.35], digits: 2 });
  });

  it('are two to as many as asked for, evenly apart, inside the range', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e5, max: 1e5, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 5, max: 8 }),
        (from, length, most) => {
          const { values } = ticks(from, from + length, most);
          expect(values.length).toBeGreaterThanOrEqual(2);
          expect(values.length).toBeLessThanOrEqual(most);
          expect(values[0]).toBeGreaterThanOrEqual(from - 1e-6 * length);
          expect(values[values.length - 1]).toBeLessThanOrEqual(from + length * (1 + 1e-6));
        },
      ),
    );
  });

  it('of an empty range are one', () => {
    expect(ticks(3, 3).values).toEqual([3]);
  });
});
