import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceText, wholePixels } from '../../../../src-renderer/state/measure';

const placement = { offset: { x: 10, y: 20 }, scale: { x: 0.5, y: 0.5 } };
const size = { width: 37, height: 19 };

describe('wholePixels', () => {
  it('takes the pixels whose centres lie inside', () => {
    expect(wholePixels({ x: 11, y: 21, width: 2, height: 1 }, placement, size)).toEqual({
      x: 2,
      y: 2,
      width: 4,
      height: 2,
    });
    expect(wholePixels({ x: 11.2, y: 21.3, width: 2, height: 1 }, placement, size)).toEqual({
      x: 2,
      y: 3,
      width: 4,
      height: 2,
    });
  });

  it('is null outside', () => {
    expect(wholePixels({ x: 0, y: 20, width: 10, height: 5 }, placement, size)).toBeNull();
    expect(wholePixels({ x: 40, y: 20, width: 10, height: 5 }, placement, size)).toBeNull();
  });

  it('is one pixel or more, and inside the image', () => {
    const place = fc.double({ min: -5, max: 45, noNaN: true });
    const side = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(place, place, side, side, (x, y, width, height) => {
        const pixels = wholePixels({ x, y, width, height }, placement, size);
        if (!pixels) return;
        expect(Math.min(pixels.x, pixels.y)).toBeGreaterThanOrEqual(0);
        expect(Math.min(pixels.width, pixels.height)).toBeGreaterThanOrEqual(1);
        expect(pixels.x + pixels.width).toBeLessThanOrEqual(size.width);
        expect(pixels.y + pixels.height).toBeLessThanOrEqual(size.height);
      }),
    );
  });
});

describe('sliceText', () => {
  const geometry = { width: 8, height: 8, samples: 1, planes: 6, leading: [] };

  it('counts from 1 along the axes that have a length', () => {
    const leading = [
      { axis: 'T', length: 1 },
      { axis: 'C', length: 2 },
      { axis: 'Z', length: 3 },
    ];
    const image = {
      geometry: { ...geometry, leading },
      position: [0, 1, 2],
      channels: [{ name: 'DAPI' }, { name: 'GFP' }],
      channelIndex: 1,
    };
    expect(sliceText(image as never)).toBe('C 2/2, Z 3/3');
  });

  it('names the channel of colours', () => {
    const image = {
      geometry: { ...geometry, samples: 3 },
      position: [],
      channels: [{ name: 'Red' }, { name: 'Green' }, { name: 'Blue' }],
      channelIndex: 0,
    };
    expect(sliceText(image as never)).toBe('Red');
  });
});
