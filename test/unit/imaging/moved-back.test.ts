import { describe, expect, it } from 'vitest';
import { movedBack } from '../../../src-main/imaging/moved-back';

const [WIDTH, HEIGHT] = [19, 23];
const plane = (value: (x: number, y: number) => number) => ({
  width: WIDTH,
  height: HEIGHT,
  data: Float64Array.from({ length: WIDTH * HEIGHT }, (_, i) => value(i % WIDTH, Math.floor(i / WIDTH))),
});
const spot = (shift: { x: number; y: number }) =>
  plane((x, y) => Math.exp(-((x - 9 - shift.x) ** 2 + (y - 11 - shift.y) ** 2) / 8));

describe('a plane that is moved back', () => {
  it('by whole pixels has the values that were so many pixels to the right and down, the border repeated', () => {
    const numbers = plane((x, y) => 100 * y + x);
    const moved = movedBack(numbers, { x: 2, y: -1 });
    expect(moved[5 * WIDTH + 4]).toBeCloseTo(100 * 4 + 6, 9);
    expect(moved[0]).toBeCloseTo(2, 9);
    expect(moved[5 * WIDTH + WIDTH - 1]).toBeCloseTo(100 * 4 + WIDTH - 1, 9);
  });

  it('by parts of a pixel brings a spot back to its place', () => {
    const shift = { x: 1.4, y: -0.7 };
    const still = spot({ x: 0, y: 0 }).data;
    movedBack(spot(shift), shift).forEach((value, i) =>
      expect(Math.abs(value - still[i]!)).toBeLessThan(0.02),
    );
  });

  it('by nothing is itself', () => {
    const still = spot({ x: 0, y: 0 });
    expect(Array.from(movedBack(still, { x: 0, y: 0 }))).toEqual(Array.from(still.data));
  });
});
