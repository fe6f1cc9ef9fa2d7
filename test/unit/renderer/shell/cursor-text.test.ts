import { describe, expect, it } from 'vitest';
import { cursorText, selectionText } from '../../../../src-renderer/shell/cursor-text';

const at = (unit: 'µm' | 'px', scale: number, cursor: { x: number; y: number } | null) => ({
  cursor,
  activeIndex: 0,
  world: { unit, placements: [{ offset: { x: 0, y: 0 }, scale: { x: scale, y: scale } }] },
});

describe('the place of the cursor', () => {
  it('is told in micrometres with the pixel beside it', () =>
    expect(cursorText(at('µm', 0.2, { x: 27.45, y: 37.81 }))).toEqual({
      x: { main: '27.45 µm', pixel: '137' },
      y: { main: '37.81 µm', pixel: '189' },
    }));

  it('is the pixel alone without a pixel size', () =>
    expect(cursorText(at('px', 1, { x: 137.9, y: 0.2 }))).toEqual({
      x: { main: '137', pixel: '' },
      y: { main: '0', pixel: '' },
    }));

  it('is nothing while the pointer is elsewhere', () => expect(cursorText(at('px', 1, null))).toBeNull());
});

describe('a selection', () => {
  it('of a line is its length and angle, counted upwards', () =>
    expect(selectionText({ kind: 'line', id: 1, x1: 0, y1: 3, x2: 4, y2: 0, widthPx: 5 }, 'µm')).toEqual({
      kind: 'Line',
      size: '5.00 µm',
      more: ', 36.9°',
    }));

  it('of a rectangle is its sides', () =>
    expect(selectionText({ kind: 'rectangle', id: 2, x: 0, y: 0, width: 34, height: 26.04 }, 'px')).toEqual({
      kind: 'Rectangle',
      size: '34 × 26 px',
      more: '',
    }));
});
