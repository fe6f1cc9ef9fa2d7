import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthText, niceLength } from '../../../src-main/figures/scale-bar';

describe('niceLength', () => {
  it('is the largest 1, 2 or 5 x 10^n that is not above the limit', () => {
    expect([0.9, 1, 1.9, 4.99, 5, 12, 0.03, 7000].map(niceLength)).toEqual([0.5, 1, 1, 2, 5, 10, 0.02, 5000]);
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 1e6, noNaN: true }), (most) => {
        const length = niceLength(most);
        expect(length).toBeLessThanOrEqual(most * (1 + 1e-9));
        expect(length * 2.5).toBeGreaterThan(most * (1 - 1e-9));
      }),
    );
  });
});

describe('lengthText', () => {
  it('chooses the unit a person would', () => {
    expect([lengthText(10, 'µm'), lengthText(0.5, 'µm'), lengthText(2000, 'µm')]).toEqual([
      '10 µm',
      '500 nm',
      '2 mm',
    ]);
    expect(lengthText(0.02, 'µm')).toBe('20 nm');
    expect(lengthText(100, 'px')).toBe('100 px');
    expect(lengthText(2000, 'px')).toBe('2\u2009000 px');
    expect(lengthText(12.3457, 'px')).toBe('12.3457 px');
  });
});
