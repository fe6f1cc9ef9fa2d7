import { describe, expect, it } from 'vitest';
import {
  fromImage,
  imageView,
  levelFor,
  toImage,
  visiblePart,
} from '../../../../src-renderer/viewer/image-view';

const pixels = { offset: { x: 0, y: 0 }, scale: { x: 1, y: 1 } };

describe('how an image lies in a pane', () => {
  it('has its corner on a whole device pixel', () => {
    const view = imageView({ x: 10.3, y: 7.7, zoom: 1.37 }, { width: 301, height: 203 }, pixels, 1.25);
    expect(Number.isInteger(view.origin.x) && Number.isInteger(view.origin.y)).toBe(true);
  });

  it('has whole pixels at a zoom that is a whole number but for rounding', () => {
    const placement = { offset: { x: 0, y: 0 }, scale: { x: 0.1, y: 0.1 } };
    const view = imageView({ x: 5, y: 5, zoom: 3 / 0.1 }, { width: 100, height: 100 }, placement, 1);
    expect(view.scale).toEqual({ x: 3, y: 3 });
  });

  it('is drawn in device pixels: twice as large at twice the density', () => {
    const at = (ratio: number) =>
      imageView({ x: 0, y: 0, zoom: 4 }, { width: 100, height: 100 }, pixels, ratio);
    expect(at(2)).toEqual({ origin: { x: 100, y: 100 }, scale: { x: 8, y: 8 } });
    expect(fromImage(at(2), { x: 3, y: 2 }, 2)).toEqual(fromImage(at(1), { x: 3, y: 2 }, 1));
  });

  it('finds the pixel under a place of the pane', () => {
    const view = imageView({ x: 10, y: 10, zoom: 4 }, { width: 80, height: 80 }, pixels, 1);
    expect(toImage(view, { x: 41, y: 0 }, 1)).toEqual({ x: 10.25, y: 0 });
  });
});

describe('the visible part', () => {
  const size = { width: 100, height: 50 };
  const window = { x: 0, y: 0, width: 200, height: 200 };

  it('is cut at the border of the image', () => {
    const view = { origin: { x: -40, y: 20 }, scale: { x: 2, y: 2 } };
    expect(visiblePart(size, view, window)).toEqual({ x: 20, y: 0, width: 80, height: 50 });
  });

  it('is nothing where the image lies outside', () => {
    expect(visiblePart(size, { origin: { x: 300, y: 0 }, scale: { x: 1, y: 1 } }, window)).toBeNull();
  });
});

describe('the level', () => {
  const size = { width: 4096, height: 4096 };
  const at = (scale: number) => levelFor(size, { origin: { x: 0, y: 0 }, scale: { x: scale, y: scale } });

  it.each([
    [8, 0],
    [1, 0],
    [0.75, 0],
    [0.51, 0],
    [0.5, 1],
    [0.26, 1],
    [0.25, 2],
    [0.125, 3],
    [0.001, 3],
  ])('at %d device pixels a pixel is %d', (scale, level) => {
    expect(at(scale)).toBe(level);
  });
});
