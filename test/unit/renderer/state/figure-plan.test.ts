import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LARGEST_PICTURE,
  onPixels,
  planPicture,
  visibleField,
} from '../../../../src-renderer/state/figure-plan';

const placement = { offset: { x: 5, y: 3 }, scale: { x: 0.5, y: 0.5 } };

describe('visibleField', () => {
  const extents = [
    { x: 0, y: 0, width: 100, height: 80 },
    { x: 10, y: 10, width: 20, height: 20 },
  ];
  const pane = { width: 200, height: 100 };

  it('is what the pane shows of the images', () => {
    expect(visibleField({ x: 50, y: 40, zoom: 4 }, pane, extents)).toEqual({
      x: 25,
      y: 27.5,
      width: 50,
      height: 25,
    });
    expect(visibleField({ x: 0, y: 0, zoom: 4 }, pane, extents)).toEqual({
      x: 0,
      y: 0,
      width: 25,
      height: 12.5,
    });
  });

  it('is all of them where none is in view, or nothing was shown yet', () => {
    const whole = { x: 0, y: 0, width: 100, height: 80 };
    expect(visibleField({ x: 900, y: 40, zoom: 4 }, pane, extents)).toEqual(whole);
    expect(visibleField(null, pane, extents)).toEqual(whole);
    expect(visibleField({ x: 1, y: 1, zoom: 4 }, { width: 0, height: 0 }, extents)).toEqual(whole);
  });
});

describe('onPixels', () => {
  it('goes to the nearest borders of pixels, a pixel apart at least', () => {
    expect(onPixels({ x: 5.2, y: 3.3, width: 4, height: 2.1 }, placement)).toEqual({
      x: 5,
      y: 3.5,
      width: 4,
      height: 2,
    });
    expect(onPixels({ x: 5, y: 3, width: 0.1, height: 0.1 }, placement)).toMatchObject({
      width: 0.5,
      height: 0.5,
    });
  });
});

describe('planPicture', () => {
  it('draws whole pixels, each so large that the output has no more', () => {
    const plan = planPicture(
      { width: 40, height: 30 },
      placement,
      { x: 6, y: 4, width: 10, height: 5 },
      100,
    )!;
    expect(plan).toEqual({
      region: { x: 2, y: 2, width: 20, height: 10 },
      scale: 5,
      covers: { x: 0, y: 0, width: 10, height: 5 },
      pixelated: true,
    });
  });

  it('takes pixels in that the field cuts, and says where they lie', () => {
    const field = { x: 6.2, y: 4.2, width: 10, height: 5 };
    const plan = planPicture({ width: 40, height: 30 }, placement, field, 100)!;
    expect(plan.region).toEqual({ x: 2, y: 2, width: 21, height: 11 });
    expect(plan.covers.x).toBeCloseTo(-0.2, 12);
    expect(plan.covers.width).toBeCloseTo(10.5, 12);
  });

  it('is cut at the image, and null beside it', () => {
    const size = { width: 10, height: 10 };
    const plan = planPicture(size, placement, { x: 0, y: 0, width: 20, height: 20 }, 100)!;
    expect(plan.region).toEqual({ x: 0, y: 0, width: 10, height: 10 });
    expect(plan.covers).toEqual({ x: 5, y: 3, width: 5, height: 5 });
    expect(planPicture(size, placement, { x: 10, y: 3, width: 4, height: 4 }, 100)).toBeNull();
  });

  it('averages where the output has fewer pixels, and where there are too many', () => {
    const unit = { offset: { x: 0, y: 0 }, scale: { x: 1, y: 1 } };
    const field = { x: 0, y: 0, width: 2000, height: 1000 };
    const smaller = planPicture(field, unit, field, 700)!;
    expect([smaller.scale, smaller.pixelated]).toEqual([1, false]);
    const large = { x: 0, y: 0, width: 20001, height: 9000 };
    const reduced = planPicture(large, unit, large, 700)!;
    expect(reduced.scale).toBe(1 / 8);
    expect(reduced.covers).toEqual({ x: 0, y: 0, width: 20008, height: 9000 });
  });

  it('never makes a picture that is too large, of pixels outside the image, or that leaves pixels of the field out', () => {
    const side = fc.integer({ min: 1, max: 30000 });
    const part = fc.double({ min: 0, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(
        side,
        side,
        part,
        part,
        fc.integer({ min: 10, max: 9000 }),
        (width, height, x, y, output) => {
          const field = {
            x: 5 + x * width * 0.5,
            y: 3 + y * height * 0.5,
            width: width * 0.05,
            height: height * 0.05,
          };
          const plan = planPicture({ width, height }, placement, field, output);
          if (!plan) return;
          const { region, scale, covers } = plan;
          expect(Math.max(region.width, region.height) * scale).toBeLessThanOrEqual(LARGEST_PICTURE);
          expect(region.x + region.width).toBeLessThanOrEqual(width);
          expect(region.y + region.height).toBeLessThanOrEqual(height);
          expect(covers.x).toBeLessThanOrEqual(1e-5);
          expect(covers.x + covers.width).toBeGreaterThanOrEqual(
            Math.min(field.width, 5 + width * 0.5 - field.x) - 1e-5,
          );
        },
      ),
    );
  });
});
