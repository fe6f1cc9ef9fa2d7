import { levelCount } from '../../src-main/contract/display';
import type { Rectangle } from '../../src-main/contract/image';
import type { Camera, Point, Size } from './camera';
import type { Placement } from './placement';

/** How an image lies in a pane, in device pixels: its upper left corner, and how large a pixel of it is. */
export interface ImageView {
  origin: Point;
  scale: Point;
}

/**
 * Where a camera puts an image. Its corner lies on a whole device pixel, and a zoom that is a whole number within
 * rounding is one, so that all pixels of the image are equally large.
 */
export function imageView(camera: Camera, pane: Size, placement: Placement, pixelRatio: number): ImageView {
  const zoom = camera.zoom * pixelRatio;
  const along = (side: number, centre: number, offset: number): number =>
    Math.round((side * pixelRatio) / 2 + (offset - centre) * zoom);
  return {
    origin: {
      x: along(pane.width, camera.x, placement.offset.x),
      y: along(pane.height, camera.y, placement.offset.y),
    },
    scale: { x: wholeIfNear(placement.scale.x * zoom), y: wholeIfNear(placement.scale.y * zoom) },
  };
}

function wholeIfNear(scale: number): number {
  const whole = Math.round(scale);
  return whole >= 1 && Math.abs(scale - whole) < 1e-4 * whole ? whole : scale;
}

/** The place in a pane, in CSS pixels, of a place in the image, in its pixels. */
export function fromImage({ origin, scale }: ImageView, { x, y }: Point, pixelRatio: number): Point {
  return { x: (origin.x + x * scale.x) / pixelRatio, y: (origin.y + y * scale.y) / pixelRatio };
}

/** The place in the image, in its pixels, of a place in the pane, in CSS pixels. */
export function toImage({ origin, scale }: ImageView, { x, y }: Point, pixelRatio: number): Point {
  return { x: (x * pixelRatio - origin.x) / scale.x, y: (y * pixelRatio - origin.y) / scale.y };
}

/** The part of an image (not of whole pixels) that lies in a window of device pixels; null where nothing does. */
export function visiblePart(size: Size, { origin, scale }: ImageView, window: Rectangle): Rectangle | null {
  const left = Math.max(0, (window.x - origin.x) / scale.x);
  const top = Math.max(0, (window.y - origin.y) / scale.y);
  const right = Math.min(size.width, (window.x + window.width - origin.x) / scale.x);
  const bottom = Math.min(size.height, (window.y + window.height - origin.y) / scale.y);
  return left < right && top < bottom ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/** The level of the display pyramid to draw: the smallest that has at least a pixel for each of the screen's. */
export function levelFor(size: Size, { scale }: ImageView): number {
  const finest = Math.max(scale.x, scale.y);
  return Math.max(0, Math.min(levelCount(size) - 1, Math.floor(-Math.log2(finest) + 1e-9)));
}
