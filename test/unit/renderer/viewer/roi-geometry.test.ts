import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineRoi, RectangleRoi } from '../../../../src-renderer/state/rois';
import {
  bandOf,
  grown,
  handlesOf,
  hitOf,
  inPixels,
  inWorld,
  lineBetween,
  movedBy,
  rectangleBetween,
  resized,
} from '../../../../src-renderer/viewer/roi-geometry';

const image = { width: 100, height: 80 };
const rectangle: RectangleRoi = { kind: 'rectangle', id: 1, x: 10, y: 20, width: 30, height: 40 };
const line: LineRoi = { kind: 'line', id: 2, x1: 10, y1: 10, x2: 40, y2: 50, widthPx: 5 };

describe('a rectangle that is drawn', () => {
  it('is of whole pixels inside the image, whatever the direction of the drag', () => {
    const coordinate = fc.double({ min: -50, max: 150, noNaN: true });
    const point = fc.record({ x: coordinate, y: coordinate });
    fc.assert(
      fc.property(point, point, fc.boolean(), (from, to, square) => {
        const { x, y, width, height } = rectangleBetween(from, to, image, square);
        expect([x, y, width, height].every(Number.isInteger)).toBe(true);
        expect(width >= 1 && height >= 1 && x >= 0 && y >= 0).toBe(true);
        expect(x + width <= 100 && y + height <= 80).toBe(true);
        if (square) expect(width).toBe(height);
      }),
    );
  });

  it('is square with Shift', () => {
    expect(rectangleBetween({ x: 50, y: 50 }, { x: 42, y: 30 }, image, true)).toEqual({
      x: 30,
      y: 30,
      width: 20,
      height: 20,
    });
  });
});

describe('a line that is drawn', () => {
  it('is level or upright with Shift', () => {
    expect(lineBetween({ x: 5, y: 5 }, { x: 50, y: 9 }, image, true)).toEqual({
      x1: 5,
      y1: 5,
      x2: 50,
      y2: 5,
    });
    expect(lineBetween({ x: 5, y: 5 }, { x: 8, y: 60 }, image, true)).toEqual({
      x1: 5,
      y1: 5,
      x2: 5,
      y2: 60,
    });
  });

  it('ends at the border of the image', () => {
    expect(lineBetween({ x: 5, y: 5 }, { x: 150, y: -9 }, image, false)).toMatchObject({ x2: 100, y2: 0 });
  });
});

describe('handles', () => {
  it('are eight of a rectangle and three of a line', () => {
    expect(handlesOf(rectangle)).toHaveLength(8);
    expect(handlesOf(line).map(({ at }) => at)).toEqual([
      { x: 10, y: 10 },
      { x: 25, y: 30 },
      { x: 40, y: 50 },
    ]);
  });

  it('are grasped only of the chosen selection', () => {
    expect(hitOf(rectangle, { x: 41, y: 59 }, 3, true)).toBe('se');
    expect(hitOf(rectangle, { x: 41, y: 59 }, 3, false)).toBe('inside');
    expect(hitOf(line, { x: 11, y: 9 }, 3, true)).toBe('start');
  });

  it('leave room to draw inside a rectangle that is not chosen', () => {
    expect(hitOf(rectangle, { x: 25, y: 35 }, 3, true)).toBe('inside');
    expect(hitOf(rectangle, { x: 25, y: 35 }, 3, false)).toBeNull();
    expect(hitOf(rectangle, { x: 90, y: 35 }, 3, true)).toBeNull();
  });

  it('of a line end where it ends', () => {
    expect(hitOf(line, { x: 25, y: 30 }, 2, false)).toBe('inside');
    expect(hitOf(line, { x: 46, y: 58 }, 2, false)).toBeNull();
  });

  it('resize to whole pixels and past the other side', () => {
    expect(resized(rectangle, 'e', { x: 55.4, y: 0 }, image, false)).toMatchObject({ x: 10, width: 45 });
    expect(resized(rectangle, 'nw', { x: 60, y: 70 }, image, false)).toMatchObject({
      x: 40,
      y: 60,
      width: 20,
      height: 10,
    });
    expect(resized(line, 'start', { x: 12, y: 50.4 }, image, true)).toMatchObject({ x1: 12, y1: 50, x2: 40 });
  });
});

describe('moving', () => {
  it('stays in the image and keeps the size', () => {
    expect(movedBy(rectangle, 500, -500, image)).toEqual({ ...rectangle, x: 70, y: 0 });
    expect(movedBy(line, -50, 3, image)).toEqual({ ...line, x1: 0, x2: 30, y1: 13, y2: 53 });
  });

  it('with Alt and an arrow key is growing', () => {
    expect(grown(rectangle, 1, -1, image)).toEqual({ ...rectangle, width: 31, height: 39 });
    expect(grown({ ...rectangle, width: 1 }, -1, 0, image)).toMatchObject({ width: 1 });
    expect(grown(line, 0, 1, image)).toEqual({ ...line, y2: 51 });
  });
});

describe('pixels and world', () => {
  it('are the same selection there and back', () => {
    const placement = { offset: { x: 3, y: -2 }, scale: { x: 0.1, y: 0.25 } };
    for (const roi of [rectangle, line]) {
      const back = inPixels(inWorld(roi, placement), placement);
      for (const [key, value] of Object.entries(roi)) {
        if (typeof value === 'number') expect(back[key as keyof typeof back]).toBeCloseTo(value, 9);
      }
    }
    expect(inWorld(rectangle, placement)).toMatchObject({ x: 4, y: 3, width: 3, height: 10 });
  });

  it('know the band a line is averaged over', () => {
    expect(bandOf({ ...line, x1: 0, y1: 10, x2: 20, y2: 10 }, 4)).toEqual([
      { x: 0, y: 12 },
      { x: 20, y: 12 },
      { x: 20, y: 8 },
      { x: 0, y: 8 },
    ]);
  });
});
