import { describe, expect, test } from 'vitest';
import { SsimAccumulator } from '../../../../src-main/imaging/measures/ssim-accumulator';
import { ssim } from '../../../support/ssim';

/** The definition, window by window, without running sums. */
function ssimByDefinition(x: Float64Array, y: Float64Array, width: number, range: number): number {
  const height = x.length / width;
  const [c1, c2] = [(0.01 * range) ** 2, (0.03 * range) ** 2];
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const results: number[] = [];
  for (let top = 0; top + 7 <= height; top++) {
    for (let left = 0; left + 7 <= width; left++) {
      const at = Array.from({ length: 49 }, (_, i) => (top + Math.floor(i / 7)) * width + left + (i % 7));
      const [mx, my] = [mean(at.map((i) => x[i]!)), mean(at.map((i) => y[i]!))];
      const product = (f: (i: number) => number) => at.reduce((sum, i) => sum + f(i), 0) / 48;
      const vx = product((i) => (x[i]! - mx) ** 2);
      const vy = product((i) => (y[i]! - my) ** 2);
      const vxy = product((i) => (x[i]! - mx) * (y[i]! - my));
      results.push(((2 * mx * my + c1) * (2 * vxy + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2)));
    }
  }
  return mean(results);
}

/** A repeatable noise between 0 and 1. */
const noise = (i: number) => Math.abs(Math.sin(i * 12.9898) * 43758.5453) % 1;

describe('ssim', () => {
  test('is 1 for equal images', () => {
    const plane = Float64Array.from({ length: 81 }, (_, i) => i);
    expect(ssim(plane, plane, 9, 255)).toBeCloseTo(1, 14);
  });

  test('agrees with the definition, window by window, also past the rows where running sums start anew', () => {
    const [width, height] = [19, 137];
    const x = Float64Array.from({ length: width * height }, (_, i) => Math.floor(65535 * noise(i)));
    const y = x.map((value, i) => 0.5 * value + 20000 * noise(3 * i + 1));
    expect(ssim(x, y, width, 65535)).toBeCloseTo(ssimByDefinition(x, y, width, 65535), 12);
  });

  test('keeps its digits for small differences on a large offset', () => {
    const [width, height] = [12, 30];
    const x = Float64Array.from({ length: width * height }, (_, i) => 1e6 + noise(i));
    const y = Float64Array.from({ length: width * height }, (_, i) => 1e6 + noise(7 * i));
    expect(ssim(x, y, width, 1)).toBeCloseTo(ssimByDefinition(x, y, width, 1), 9);
  });

  test('does not depend on the bands the rows come in', () => {
    const [width, height] = [8, 20];
    const x = Float64Array.from({ length: width * height }, (_, i) => noise(i));
    const y = Float64Array.from({ length: width * height }, (_, i) => noise(5 * i));
    const maps = [{ scale: 1, offset: 0 }];
    const banded = new SsimAccumulator({ width, range: 1, centre: { image: x[0]!, reference: y[0]! }, maps });
    for (let row = 0; row < height; row += 3) {
      const [from, to] = [row * width, Math.min(height, row + 3) * width];
      banded.add(x.subarray(from, to), y.subarray(from, to));
    }
    expect(banded.means()[0]).toBe(ssim(x, y, width, 1));
  });

  test('measures an affine map of the image as if the image had been mapped', () => {
    const [width, height] = [11, 13];
    const x = Float64Array.from({ length: width * height }, (_, i) => 100 * noise(i));
    const y = Float64Array.from({ length: width * height }, (_, i) => 100 * noise(5 * i));
    const map = { scale: -0.7, offset: 90 };
    const accumulator = new SsimAccumulator({
      width,
      range: 100,
      centre: { image: 50, reference: 50 },
      maps: [map],
    });
    accumulator.add(x, y);
    const mapped = x.map((value) => map.scale * value + map.offset);
    expect(accumulator.means()[0]).toBeCloseTo(ssimByDefinition(mapped, y, width, 100), 12);
  });

  test('has no value below seven pixels', () => {
    expect(ssim(new Float64Array(36), new Float64Array(36), 6, 255)).toBeNaN();
  });
});
