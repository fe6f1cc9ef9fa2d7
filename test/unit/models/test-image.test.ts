import { describe, expect, it } from 'vitest';
import { testImage, testImageSide } from '../../../src-main/models/test-image';

describe('the test image', () => {
  it('is always the same', () => {
    expect(testImage(64)).toEqual(testImage(64));
  });
  it('lies in the range of network values and has bright spots on a dark ground', () => {
    const values = [...testImage(64)].sort((a, b) => a - b);
    expect(values[0]).toBeGreaterThanOrEqual(-0.5);
    expect(values.at(-1)).toBeLessThanOrEqual(0.5);
    expect(values[Math.floor(values.length / 2)]).toBeLessThan(0);
    expect(values.at(-1)).toBeGreaterThan(0);
  });
  it('is at least 64 pixels wide, in size steps', () => {
    expect([1, 4, 32, 48, 100].map(testImageSide)).toEqual([64, 64, 64, 96, 100]);
  });
});
