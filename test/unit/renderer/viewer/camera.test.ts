import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calmlyFitted,
  fitted,
  nextZoomStep,
  panned,
  toPane,
  toWorld,
  zoomedAt,
} from '../../../../src-renderer/viewer/camera';

const pane = { width: 600, height: 400 };
const coordinate = fc.double({ min: -1e4, max: 1e4, noNaN: true });
const zoom = fc.double({ min: 0.01, max: 64, noNaN: true });
const cameras = fc.record({ x: coordinate, y: coordinate, zoom });
const points = fc.record({ x: fc.integer({ min: 0, max: 600 }), y: fc.integer({ min: 0, max: 400 }) });

describe('the camera', () => {
  it('finds the same place of the pane again', () => {
    fc.assert(
      fc.property(cameras, points, (camera, point) => {
        const again = toPane(camera, pane, toWorld(camera, pane, point));
        expect(again.x).toBeCloseTo(point.x, 3);
        expect(again.y).toBeCloseTo(point.y, 3);
      }),
    );
  });

  it('keeps the place under the pointer while it zooms', () => {
    fc.assert(
      fc.property(cameras, points, zoom, (camera, point, next) => {
        const before = toWorld(camera, pane, point);
        const after = toWorld(zoomedAt(camera, pane, next, point), pane, point);
        expect(after.x).toBeCloseTo(before.x, 3);
        expect(after.y).toBeCloseTo(before.y, 3);
      }),
    );
  });

  it('moves the picture with the pointer', () => {
    const camera = { x: 10, y: 20, zoom: 2 };
    const under = toWorld(camera, pane, { x: 100, y: 100 });
    const after = toPane(panned(camera, 30, -12), pane, under);
    expect(after).toEqual({ x: 130, y: 88 });
  });

  it('fits the whole of an image', () => {
    const camera = fitted({ x: 0, y: 0, width: 300, height: 100 }, pane);
    expect(camera).toEqual({ x: 150, y: 50, zoom: 2 });
  });

  it('opens an image at a whole number of screen pixels for each of its own, or at a step below 100 %', () => {
    const zoomOf = (side: number, percentPerZoom = 100) =>
      calmlyFitted({ x: 0, y: 0, width: side, height: side }, pane, percentPerZoom).zoom;
    expect(zoomOf(200)).toBe(2);
    expect(zoomOf(210)).toBe(1);
    expect(zoomOf(401)).toBe(0.75);
    expect(zoomOf(1e6)).toBe(0.0004); // below the smallest step
    // 200 pixels of 0.1 µm on a screen with two pixels for each CSS pixel: 400 % of the screen's
    expect(zoomOf(20, 0.1 * 2 * 100)).toBeCloseTo(20, 9);
  });

  it('steps as ImageJ does, up and down', () => {
    expect(nextZoomStep(100, 1)).toBe(150);
    expect(nextZoomStep(100, -1)).toBe(75);
    expect(nextZoomStep(189, 1)).toBe(200);
    expect(nextZoomStep(33.3, -1)).toBe(25);
    expect(nextZoomStep(3200, 1)).toBe(3200);
  });
});
