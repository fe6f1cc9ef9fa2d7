import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seriesStyles } from '../../../../src-main/figures/series';
import {
  along,
  lineInImage,
  partOf,
  profileNumbers,
  profileSeries,
  valueAt,
} from '../../../../src-renderer/state/profile-series';
import type { LineRoi } from '../../../../src-renderer/state/rois';

const line = (x1: number, y1: number, x2: number, y2: number): LineRoi => ({
  kind: 'line',
  id: 1,
  x1,
  y1,
  x2,
  y2,
  widthPx: 5,
});
const identity = { image: 1, name: 'Input', imageName: 'a.tif', style: seriesStyles(['input'])[0]! };

describe('lineInImage', () => {
  it('is the same place and the same physical width in images of other pixel sizes', () => {
    const roi = line(2, 4, 6, 4);
    const fine = { offset: { x: 1, y: 2 }, scale: { x: 0.1, y: 0.1 } };
    expect(lineInImage(roi, 1, fine)).toEqual({
      line: {
        x1: expect.closeTo(10),
        y1: expect.closeTo(20),
        x2: expect.closeTo(50),
        y2: expect.closeTo(20),
      },
      width: expect.closeTo(10),
    });
    const coarse = { offset: { x: 0, y: 0 }, scale: { x: 2, y: 2 } };
    expect(lineInImage(roi, 1, coarse).width).toBe(1);
  });
});

describe('profileSeries', () => {
  const size = { width: 10, height: 10 };

  it('spans the whole line in world units, whatever the image has for pixels', () => {
    const roi = line(0, 0, 3, 4);
    const inImage = { x1: 0, y1: 0, x2: 6, y2: 8 };
    const { distances, spacing } = profileSeries(identity, roi, new Float64Array(11), inImage, size);
    expect(distances[0]).toBe(0);
    expect(distances[10]).toBe(5);
    expect(spacing).toBe(0.5);
  });

  it('has no values outside the image', () => {
    const inImage = { x1: -2, y1: 5, x2: 12, y2: 5 };
    const { values, normalised } = profileSeries(
      identity,
      line(-2, 5, 12, 5),
      Float64Array.from({ length: 15 }, (_, i) => i),
      inImage,
      size,
    );
    expect([...values].map(Number.isNaN).map(Number).join('')).toBe('110000000000011');
    expect(normalised[2]).toBe(0);
    expect(normalised[12]).toBe(1);
  });

  it('measures widths and distances in world units', () => {
    const values = Float64Array.from([0, 0, 10, 0, 0, 0, 10, 0, 0]);
    const inImage = { x1: 0, y1: 5, x2: 8, y2: 5 };
    const numbers = profileNumbers(profileSeries(identity, line(0, 1, 1.6, 1), values, inImage, size));
    expect(numbers).toEqual({
      fwhm: [expect.closeTo(0.2), expect.closeTo(0.2)],
      distance: expect.closeTo(0.8),
      dip: 1,
    });
  });
});

describe('partOf', () => {
  it('inverts along, for points on the line', () => {
    const place = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(place, place, place, place),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        ([x1, y1, x2, y2], part) => {
          fc.pre(Math.hypot(x2 - x1, y2 - y1) > 1);
          const roi = { x1, y1, x2, y2 };
          expect(partOf(roi, along(roi, part), 0.1)).toBeCloseTo(part, 6);
        },
      ),
    );
  });

  it('knows points that are beside or beyond the line', () => {
    const roi = { x1: 0, y1: 0, x2: 10, y2: 0 };
    expect(partOf(roi, { x: 5, y: 2 }, 2)).toBe(0.5);
    expect(partOf(roi, { x: 5, y: 2.1 }, 2)).toBeNull();
    expect(partOf(roi, { x: -0.1, y: 0 }, 2)).toBeNull();
    expect(partOf({ x1: 1, y1: 1, x2: 1, y2: 1 }, { x: 1, y: 1 }, 2)).toBeNull();
  });
});

describe('valueAt', () => {
  it('lies between the points, and stays at the ends', () => {
    expect([-1, 0, 0.25, 0.5, 9].map((at) => valueAt([0, 10, 4], 0.5, at))).toEqual([0, 0, 5, 10, 4]);
  });
});
