import { describe, expect, it } from 'vitest';
import type { PixelType } from '../../../../src-main/contract/image';
import { pixelSizeText } from '../../../../src-renderer/viewer/image-text';
import { isPartOutOfView, navigatorSize, viewInNavigator } from '../../../../src-renderer/viewer/navigator';
import { paneGrid } from '../../../../src-renderer/viewer/pane-grid';
import { hasNumbers, pixelText, wholePixels } from '../../../../src-renderer/viewer/pixel-numbers';
import { lineAngle, roiSizeText } from '../../../../src-renderer/viewer/roi-text';
import { scaleBar } from '../../../../src-renderer/viewer/scale-bar';
import { stackAxes } from '../../../../src-renderer/viewer/stack-axes';
import { slicesAfter, zoomAfter } from '../../../../src-renderer/viewer/wheel';

describe('the scale bar', () => {
  it('is 1, 2 or 5 times a power of ten long, from 60 to 160 px', () => {
    for (let pxPerUnit = 1e-4; pxPerUnit < 1e5; pxPerUnit *= 1.17) {
      const bar = scaleBar(pxPerUnit, 'µm')!;
      expect(bar.length).toBeGreaterThanOrEqual(60);
      expect(bar.length).toBeLessThanOrEqual(160.0001);
      expect(String((bar.length / pxPerUnit).toExponential(3))).toMatch(/^[125]\.000e/);
    }
  });

  it.each<[number, 'µm' | 'px', string, number]>([
    [15, 'µm', '10 µm', 150],
    [1, 'px', '100 px', 100],
    [200, 'µm', '500 nm', 100],
    [0.1, 'µm', '1 mm', 100],
  ])('at %d px a %s says %s', (pxPerUnit, unit, label, length) => {
    const bar = scaleBar(pxPerUnit, unit)!;
    expect(bar.label).toBe(label);
    expect(bar.length).toBeCloseTo(length);
  });

  it('is not there where it would be part of a pixel', () => {
    expect(scaleBar(400, 'px')).toBeNull();
  });
});

describe('the navigator', () => {
  const extent = { x: 0, y: 0, width: 200, height: 100 };
  it('is shown when part of the image is out of view', () => {
    expect(isPartOutOfView(extent, { x: 100, y: 50, zoom: 3 }, { width: 600, height: 400 })).toBe(false);
    expect(isPartOutOfView(extent, { x: 100, y: 50, zoom: 4 }, { width: 600, height: 400 })).toBe(true);
    expect(isPartOutOfView(extent, { x: 300, y: 50, zoom: 1 }, { width: 100, height: 100 })).toBe(true);
  });

  it('shows where one is', () => {
    expect(viewInNavigator(extent, { x: 50, y: 50, zoom: 4 }, { width: 400, height: 400 })).toEqual({
      x: 0,
      y: 0,
      width: 0.5,
      height: 1,
    });
    expect(navigatorSize(extent, 72)).toEqual({ width: 72, height: 36 });
  });
});

describe('panes', () => {
  it.each([
    [1, 800, 600, 1, 1],
    [2, 1100, 600, 2, 1],
    [2, 500, 900, 1, 2],
    [3, 1600, 500, 3, 1],
    [4, 900, 800, 2, 2],
    [5, 1200, 800, 3, 2],
    [6, 1200, 800, 3, 2],
    [6, 1148, 496, 3, 2],
  ])('%d in %d x %d stand in %d columns and %d rows', (count, width, height, columns, rows) => {
    expect(paneGrid(count, { width, height })).toEqual({ columns, rows });
  });
});

describe('numbers in pixels', () => {
  it('are there from 3200 %, or where a pixel is 40 px wide', () => {
    expect(hasNumbers({ x: 32, y: 32 }, 1)).toBe(true);
    expect(hasNumbers({ x: 31, y: 31 }, 1)).toBe(false);
    expect(hasNumbers({ x: 31, y: 31 }, 0.5)).toBe(true);
  });

  it.each<[number, PixelType, string]>([
    [43880, 'uint16', '43880'],
    [-7, 'int16', '\u22127'],
    [0.123456, 'float32', '0.1235'],
    [123456.7, 'float32', '123500'],
    [0.0000123, 'float32', '1.2e\u22125'],
    [NaN, 'float32', 'NaN'],
  ])('%d of %s is %s', (value, pixelType, text) => {
    expect(pixelText(value, pixelType)).toBe(text);
  });

  it('are of whole pixels', () => {
    expect(wholePixels({ x: 1.2, y: 0, width: 2, height: 9.7 }, { width: 4, height: 10 })).toEqual({
      x: 1,
      y: 0,
      width: 3,
      height: 10,
    });
  });
});

describe('the wheel', () => {
  const turn = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false };
  it('goes a step of zoom for each notch', () => {
    expect(zoomAfter(100, { ...turn, deltaY: -120 })).toBe(150);
    expect(zoomAfter(100, { ...turn, deltaY: 3, deltaMode: 1 })).toBe(75);
    expect(zoomAfter(100, turn)).toBe(100);
  });

  it('goes smoothly on a touch pad, within the steps', () => {
    const next = zoomAfter(100, { ...turn, deltaY: -4, ctrlKey: true });
    expect(next).toBeGreaterThan(103);
    expect(next).toBeLessThan(106);
    expect(zoomAfter(3200, { ...turn, deltaY: -40 })).toBe(3200);
  });

  it('steps through slices where it is turned sideways, too', () => {
    expect(slicesAfter({ ...turn, deltaX: -120 })).toBe(-1);
    expect(slicesAfter({ ...turn, deltaY: 120 })).toBe(1);
  });
});

describe('words', () => {
  it.each<[number | null, number | null, string]>([
    [0.2, 0.2, '0.2 µm/px'],
    [0.2, null, '0.2 µm/px'],
    [0.065, 0.065, '65 nm/px'],
    [0.2, 0.3, '0.2 × 0.3 µm/px'],
    [null, null, 'no pixel size'],
  ])('a pixel of %d x %d is "%s"', (x, y, text) => {
    expect(pixelSizeText({ x, y })).toBe(text);
  });

  it('say how large a selection is, and how a line lies', () => {
    const line = { kind: 'line', id: 1, x1: 0, y1: 0, x2: 3, y2: -4, widthPx: 1 } as const;
    expect(roiSizeText(line, { unit: 'µm' })).toBe('5 µm');
    expect(lineAngle(line)).toBeCloseTo(53.13);
    expect(lineAngle({ x1: 0, y1: 0, x2: 5, y2: 0 })).toBe(0);
    const rectangle = { kind: 'rectangle', id: 2, x: 0, y: 0, width: 6.812, height: 130.4 } as const;
    expect(roiSizeText(rectangle, { unit: 'px' })).toBe('6.81 × 130 px');
  });
});

describe('the axes of a stack', () => {
  const image = (axes: string, shape: number[], position: number[]) => ({
    position,
    geometry: {
      width: 1,
      height: 1,
      samples: 1,
      planes: 1,
      leading: [...axes].map((axis, i) => ({ axis, length: shape[i]! })),
    },
  });

  it('are those longer than one, channels, depth and time in this order', () => {
    const stack = image('TZC', [5, 1, 3], [4, 0, 2]);
    expect(stackAxes([stack], stack)).toEqual([
      { axis: 'C', length: 3, index: 2 },
      { axis: 'T', length: 5, index: 4 },
    ]);
  });

  it('are those of all images, at the place of the one in front', () => {
    const front = image('T', [3], [1]);
    expect(stackAxes([image('TQ', [9, 2], [7, 1]), front], front)).toEqual([
      { axis: 'T', length: 9, index: 1 },
      { axis: 'Q', length: 2, index: 1 },
    ]);
  });
});
