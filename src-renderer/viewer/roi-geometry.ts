import type { LineRoi, RectangleRoi, Roi } from '../state/rois';
import type { Point, Size } from './camera';
import { fromPixel, toPixel, type Placement } from './placement';
import { distanceTo } from './rectangles';

// Selections are edited in pixels of the image under the pointer, and kept in the world of the comparison.

/** A place of a selection that can be dragged: corners and sides of a rectangle, ends and middle of a line. */
export type Handle = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'start' | 'middle' | 'end';

/** What of a selection lies under the pointer. */
export type Hit = Handle | 'inside';

/** A selection in pixels of an image instead of world units. */
export function inPixels<R extends Roi>(roi: R, placement: Placement): R {
  return mapped(roi, (point) => toPixel(placement, point));
}

/** A selection in world units again. */
export function inWorld<R extends Roi>(roi: R, placement: Placement): R {
  return mapped(roi, (point) => fromPixel(placement, point));
}

function mapped<R extends Roi>(roi: R, map: (point: Point) => Point): R {
  if (roi.kind === 'line') {
    const [start, end] = [map({ x: roi.x1, y: roi.y1 }), map({ x: roi.x2, y: roi.y2 })];
    return { ...roi, x1: start.x, y1: start.y, x2: end.x, y2: end.y };
  }
  const [from, to] = [map(roi), map({ x: roi.x + roi.width, y: roi.y + roi.height })];
  return { ...roi, ...from, width: to.x - from.x, height: to.y - from.y };
}

/** Where the handles of a selection lie. */
export function handlesOf(roi: Roi): { handle: Handle; at: Point }[] {
  if (roi.kind === 'line') {
    return [
      { handle: 'start', at: { x: roi.x1, y: roi.y1 } },
      { handle: 'middle', at: { x: (roi.x1 + roi.x2) / 2, y: (roi.y1 + roi.y2) / 2 } },
      { handle: 'end', at: { x: roi.x2, y: roi.y2 } },
    ];
  }
  const { x, y, width, height } = roi;
  const place = (handle: Handle, right: number, down: number): { handle: Handle; at: Point } => ({
    handle,
    at: { x: x + width * right, y: y + height * down },
  });
  return [
    place('nw', 0, 0),
    place('n', 0.5, 0),
    place('ne', 1, 0),
    place('e', 1, 0.5),
    place('se', 1, 1),
    place('s', 0.5, 1),
    place('sw', 0, 1),
    place('w', 0, 0.5),
  ];
}

/**
 * What of a selection lies within `tolerance` of a point. Handles, and the inside of a rectangle, count only where it is
 * chosen: else one could not draw inside another.
 */
export function hitOf(roi: Roi, point: Point, tolerance: number, isChosen: boolean): Hit | null {
  if (isChosen) {
    const near = handlesOf(roi)
      .map(({ handle, at }) => ({ handle, distance: Math.hypot(at.x - point.x, at.y - point.y) }))
      .filter(({ distance }) => distance <= tolerance)
      .sort((a, b) => a.distance - b.distance)[0];
    if (near) return near.handle;
  }
  if (roi.kind === 'line') return distanceToLine(roi, point) <= tolerance ? 'inside' : null;
  const outside = distanceTo(roi, point);
  if (outside > 0) return outside <= tolerance ? 'inside' : null;
  const depth = Math.min(
    point.x - roi.x,
    point.y - roi.y,
    roi.x + roi.width - point.x,
    roi.y + roi.height - point.y,
  );
  return isChosen || depth <= tolerance ? 'inside' : null;
}

function distanceToLine({ x1, y1, x2, y2 }: LineRoi, { x, y }: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / squared));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

/** The rectangle of whole pixels between two points of an image; `square` keeps its sides alike. At least a pixel. */
export function rectangleBetween(
  from: Point,
  to: Point,
  image: Size,
  square: boolean,
): Pick<RectangleRoi, 'x' | 'y' | 'width' | 'height'> {
  let [dx, dy] = [to.x - from.x, to.y - from.y];
  if (square) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    [dx, dy] = [side * (dx < 0 ? -1 : 1), side * (dy < 0 ? -1 : 1)];
  }
  const [x, width] = wholeSpan(from.x, from.x + dx, image.width);
  const [y, height] = wholeSpan(from.y, from.y + dy, image.height);
  if (!square) return { x, y, width, height };
  const side = Math.min(width, height); // the border may have cut one
  return { x: dx < 0 ? x + width - side : x, y: dy < 0 ? y + height - side : y, width: side, height: side };
}

function wholeSpan(a: number, b: number, length: number): [start: number, size: number] {
  const inside = (at: number): number => Math.min(length, Math.max(0, Math.round(at)));
  const [from, to] = [inside(Math.min(a, b)), inside(Math.max(a, b))];
  if (to > from) return [from, to - from];
  return [Math.min(from, length - 1), 1];
}

/** The line between two points of an image; `straight` keeps it level or upright. */
export function lineBetween(
  from: Point,
  to: Point,
  image: Size,
  straight: boolean,
): Pick<LineRoi, 'x1' | 'y1' | 'x2' | 'y2'> {
  const isLevel = Math.abs(to.x - from.x) >= Math.abs(to.y - from.y);
  const end = straight ? (isLevel ? { x: to.x, y: from.y } : { x: from.x, y: to.y }) : to;
  const [a, b] = [within(from, image), within(end, image)];
  return { x1: a.x, y1: a.y, x2: b.x, y2: b.y };
}

function within({ x, y }: Point, { width, height }: Size): Point {
  const inside = (at: number, length: number): number =>
    Math.min(length, Math.max(0, Math.round(at * 100) / 100));
  return { x: inside(x, width), y: inside(y, height) };
}

/** A selection (in pixels) after one of its handles was dragged to a point; Shift constrains as when it is drawn. */
export function resized(roi: Roi, handle: Handle, to: Point, image: Size, shift: boolean): Roi {
  if (roi.kind === 'line') {
    const [start, end] = [
      { x: roi.x1, y: roi.y1 },
      { x: roi.x2, y: roi.y2 },
    ];
    if (handle === 'start') {
      const { x1, y1, x2, y2 } = lineBetween(end, to, image, shift);
      return { ...roi, x1: x2, y1: y2, x2: x1, y2: y1 };
    }
    if (handle === 'end') return { ...roi, ...lineBetween(start, to, image, shift) };
    return movedBy(roi, to.x - (start.x + end.x) / 2, to.y - (start.y + end.y) / 2, image);
  }
  const [left, top] = [roi.x, roi.y];
  const [right, bottom] = [roi.x + roi.width, roi.y + roi.height];
  const isWest = handle.includes('w');
  const isNorth = handle.includes('n');
  const fixed = { x: isWest ? right : left, y: isNorth ? bottom : top };
  if (handle === 'n' || handle === 's') {
    const [y, height] = wholeSpan(fixed.y, to.y, image.height);
    return { ...roi, y, height };
  }
  if (handle === 'w' || handle === 'e') {
    const [x, width] = wholeSpan(fixed.x, to.x, image.width);
    return { ...roi, x, width };
  }
  return { ...roi, ...rectangleBetween(fixed, to, image, shift) };
}

/** A selection (in pixels) moved, but not out of its image; a rectangle by whole pixels. */
export function movedBy(roi: Roi, dx: number, dy: number, image: Size): Roi {
  const kept = (by: number, low: number, high: number, length: number): number =>
    Math.min(Math.max(by, -low), Math.max(-low, length - high));
  if (roi.kind === 'line') {
    const x = kept(dx, Math.min(roi.x1, roi.x2), Math.max(roi.x1, roi.x2), image.width);
    const y = kept(dy, Math.min(roi.y1, roi.y2), Math.max(roi.y1, roi.y2), image.height);
    return { ...roi, x1: roi.x1 + x, y1: roi.y1 + y, x2: roi.x2 + x, y2: roi.y2 + y };
  }
  const [left, top] = [Math.round(roi.x + dx), Math.round(roi.y + dy)];
  return {
    ...roi,
    x: roi.x + kept(left - roi.x, roi.x, roi.x + roi.width, image.width),
    y: roi.y + kept(top - roi.y, roi.y, roi.y + roi.height, image.height),
  };
}

/** A selection (in pixels) after Alt and an arrow key: its right or lower side, or the end of a line, by a pixel. */
export function grown(roi: Roi, dx: number, dy: number, image: Size): Roi {
  if (roi.kind === 'line') return { ...roi, ...movedEnd(roi, dx, dy, image) };
  return {
    ...roi,
    width: Math.min(Math.max(1, roi.width + dx), image.width - roi.x),
    height: Math.min(Math.max(1, roi.height + dy), image.height - roi.y),
  };
}

function movedEnd({ x2, y2 }: LineRoi, dx: number, dy: number, image: Size): Pick<LineRoi, 'x2' | 'y2'> {
  const { x, y } = within({ x: x2 + dx, y: y2 + dy }, image);
  return { x2: x, y2: y };
}

/** The four corners of the band a line is averaged over, `width` (in the line's own units) across. */
export function bandOf({ x1, y1, x2, y2 }: LineRoi, width: number): Point[] {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length === 0) return [];
  const [nx, ny] = [((y1 - y2) / length) * (width / 2), ((x2 - x1) / length) * (width / 2)];
  return [
    { x: x1 + nx, y: y1 + ny },
    { x: x2 + nx, y: y2 + ny },
    { x: x2 - nx, y: y2 - ny },
    { x: x1 - nx, y: y1 - ny },
  ];
}
