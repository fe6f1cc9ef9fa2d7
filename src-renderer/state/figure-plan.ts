import type { Rectangle } from '../../src-main/contract/image';
import type { FieldRectangle } from '../../src-main/figures/figure';
import type { Camera, Size } from '../viewer/camera';
import { fromPixel, toPixel, type Placement } from '../viewer/placement';

/** The longest side of a picture in a figure, in pixels. */
export const LARGEST_PICTURE = 4096;

/** Pixels of an image that are drawn for a field, and where they lie in it. */
export interface PicturePlan {
  region: Rectangle;
  /** Pixels of the picture for a pixel of the image: a whole number, or 1/2, 1/4, ... */
  scale: number;
  /** Where the picture lies, in world units from the field's corner. */
  covers: FieldRectangle;
  /** Whether a pixel of the image is at least one of the output, so that it is drawn as a square. */
  pixelated: boolean;
}

/** What of the world a pane shows, cut to `extents` (all they have where nothing of them is in view). */
export function visibleField(
  camera: Camera | null,
  pane: Size,
  extents: readonly FieldRectangle[],
): FieldRectangle {
  const left = Math.min(...extents.map(({ x }) => x));
  const top = Math.min(...extents.map(({ y }) => y));
  const right = Math.max(...extents.map(({ x, width }) => x + width));
  const bottom = Math.max(...extents.map(({ y, height }) => y + height));
  const whole = { x: left, y: top, width: right - left, height: bottom - top };
  if (!camera || pane.width === 0) return whole;
  const [halfWidth, halfHeight] = [pane.width / camera.zoom / 2, pane.height / camera.zoom / 2];
  const x = Math.max(left, camera.x - halfWidth);
  const y = Math.max(top, camera.y - halfHeight);
  const width = Math.min(right, camera.x + halfWidth) - x;
  const height = Math.min(bottom, camera.y + halfHeight) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : whole;
}

/** A field with its borders on those of an image's pixels. */
export function onPixels(field: FieldRectangle, placement: Placement): FieldRectangle {
  const from = toPixel(placement, field);
  const to = toPixel(placement, { x: field.x + field.width, y: field.y + field.height });
  const corner = fromPixel(placement, { x: Math.round(from.x), y: Math.round(from.y) });
  const end = fromPixel(placement, {
    x: Math.max(Math.round(to.x), Math.round(from.x) + 1),
    y: Math.max(Math.round(to.y), Math.round(from.y) + 1),
  });
  return { ...corner, width: end.x - corner.x, height: end.y - corner.y };
}

/**
 * Plans the picture of a field of the world that is drawn `outputPx` pixels wide: the pixels of the image that touch it,
 * each an integer number of pixels, enough for the output; where there are too many, means of 2 x 2, 4 x 4, ... Null
 * where the image has no pixels there.
 */
export function planPicture(
  size: Size,
  placement: Placement,
  field: FieldRectangle,
  outputPx: number,
): PicturePlan | null {
  const from = toPixel(placement, field);
  const to = toPixel(placement, { x: field.x + field.width, y: field.y + field.height });
  const columns = to.x - from.x;
  const reduction = reductionFor(columns, to.y - from.y);
  const [left, right] = pixelSpan(from.x, to.x, size.width, reduction);
  const [top, bottom] = pixelSpan(from.y, to.y, size.height, reduction);
  if (left >= right || top >= bottom) return null;
  const region = { x: left, y: top, width: right - left, height: bottom - top };
  const enlargement = Math.min(
    Math.ceil(outputPx / columns - 1e-9),
    Math.floor(LARGEST_PICTURE / Math.max(region.width, region.height)),
  );
  const corner = fromPixel(placement, region);
  // What is reduced ends on a whole pixel of the picture, beyond the last pixel of the image.
  const [width, height] = [right - left, bottom - top].map((side) => Math.ceil(side / reduction) * reduction);
  return {
    region,
    scale: reduction > 1 ? 1 / reduction : Math.max(1, enlargement),
    covers: {
      x: corner.x - field.x,
      y: corner.y - field.y,
      width: width! * placement.scale.x,
      height: height! * placement.scale.y,
    },
    pixelated: outputPx >= columns / reduction,
  };
}

function reductionFor(columns: number, rows: number): number {
  let reduction = 1;
  while (Math.max(columns, rows) / reduction + 2 > LARGEST_PICTURE) reduction *= 2;
  return reduction;
}

/** The pixels that a span touches, from a multiple of `reduction` on; a touch of rounding is none. */
function pixelSpan(from: number, to: number, side: number, reduction: number): [number, number] {
  const first = Math.floor(Math.max(0, from + 1e-6) / reduction) * reduction;
  return [first, Math.min(side, Math.ceil(Math.min(side, to - 1e-6) / reduction) * reduction)];
}
