import { describe, expect, it } from 'vitest';
import { registrationShift } from '../../../../src-main/imaging/measures/registration-shift';

/** Spots of various sizes and brightness, at positions moved by a shift, with noise. */
function spots(width: number, height: number, shift: { x: number; y: number }, noise = 0, seed = 1) {
  const data = new Float64Array(width * height);
  let state = 12345;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  for (let spot = 0; spot < 60; spot++) {
    const [cx, cy] = [random() * width + shift.x, random() * height + shift.y];
    const [size, light] = [1.5 + 2 * random(), 100 + 900 * random()];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        data[y * width + x]! += light * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * size * size));
      }
    }
  }
  state = seed;
  for (let i = 0; i < data.length; i++) data[i]! += noise * (random() + random() + random() - 1.5);
  return { width, height, data };
}

describe('the shift between two images', () => {
  it.each([
    [0, 0],
    [3, -5],
    [1.4, 0.3],
    [-7.25, 2.5],
  ])('of %f and %f pixels is found to a fifth of a pixel', (x, y) => {
    const found = registrationShift(spots(100, 90, { x: 0, y: 0 }), spots(100, 90, { x, y }));
    expect(found.x).toBeCloseTo(x, 0);
    expect(Math.abs(found.x - x)).toBeLessThan(0.2);
    expect(Math.abs(found.y - y)).toBeLessThan(0.2);
    expect(found.confidence).toBeGreaterThan(10);
  });

  it('does not depend on contrast, brightness or noise', () => {
    const first = spots(128, 128, { x: 0, y: 0 }, 200, 5);
    const second = spots(128, 128, { x: 4, y: 1.5 }, 200, 9);
    second.data.forEach((value, i) => (second.data[i] = 5000 + 30 * value));
    const found = registrationShift(first, second);
    expect(Math.abs(found.x - 4)).toBeLessThan(0.4);
    expect(Math.abs(found.y - 1.5)).toBeLessThan(0.4);
  });

  it('says that two images of noise alone have none that stands out', () => {
    const noise = (seed: number) => {
      const { data, ...size } = spots(128, 128, { x: 0, y: 0 }, 1e9, seed);
      return { ...size, data };
    };
    expect(registrationShift(noise(3), noise(77)).confidence).toBeLessThan(8);
  });
});
