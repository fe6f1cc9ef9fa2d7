import { describe, expect, it } from 'vitest';
import { openingPlace, readPlace } from '../../../src-main/desktop/window-place';

const laptop = { x: 0, y: 25, width: 1512, height: 920 };
const beside = { x: 1512, y: 0, width: 2560, height: 1440 };
const there = { x: 1700, y: 100, width: 1600, height: 1000, maximized: false };

describe('the place of the window', () => {
  it('is the middle of the main screen at first', () => {
    expect(openingPlace(null, [laptop])).toEqual({
      x: 36,
      y: 35,
      width: 1440,
      height: 900,
      maximized: false,
    });
  });

  it('is not larger than the screen, unless the layout needs it', () => {
    expect(openingPlace(null, [{ x: 0, y: 0, width: 1280, height: 720 }])).toMatchObject({
      width: 1280,
      height: 720,
    });
    expect(openingPlace(null, [{ x: 0, y: 0, width: 800, height: 600 }])).toMatchObject({
      x: 0,
      y: 0,
      width: 1024,
      height: 680,
    });
  });

  it('is where it was', () => {
    expect(openingPlace(there, [laptop, beside])).toEqual(there);
  });

  it('returns to the main screen when its own is gone, as large as at first', () => {
    expect(openingPlace({ ...there, maximized: true }, [laptop])).toMatchObject({
      x: 36,
      y: 35,
      width: 1440,
      maximized: true,
    });
  });

  it('keeps its title bar within reach', () => {
    const above = { ...there, y: -300 };
    expect(openingPlace(above, [laptop, beside])).toMatchObject({ x: 36 });
    const nearlyOut = { ...there, x: 1512 + 2560 - 50 };
    expect(openingPlace(nearlyOut, [laptop, beside])).toMatchObject({ x: 36 });
  });

  it('is never smaller than the layout needs', () => {
    expect(openingPlace({ ...there, width: 500, height: 10 }, [beside])).toMatchObject({
      width: 1024,
      height: 680,
    });
  });
});

describe('a stored place', () => {
  it('is read back', () => {
    expect(readPlace(JSON.stringify(there))).toEqual(there);
  });

  it('that is damaged is none', () => {
    const places = [
      '{"x":1}',
      '{"x":1.5,"y":0,"width":9,"height":9}',
      '{"x":0,"y":0,"width":1e300,"height":9}',
    ];
    for (const text of ['', '{', 'null', '[]', ...places]) expect(readPlace(text), text).toBeNull();
  });
});
