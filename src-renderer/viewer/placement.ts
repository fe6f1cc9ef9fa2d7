import type { OpenImage } from '../../src-main/contract/app-api';
import { planeGeometry } from '../../src-main/imaging/geometry';
import type { Point, Size } from './camera';

/** Where an image lies in the world of its comparison: world = offset + pixel x scale. */
export interface Placement {
  offset: Point;
  scale: Point;
}

/** The world images of a comparison share. */
export interface World {
  /** "µm" where every image has a pixel size, else pixels of the first image. */
  unit: 'µm' | 'px';
  placements: Placement[];
}

/**
 * Lays images out in one world, so that the same place of the sample is under the cursor in all of them: by pixel size
 * where all have one; a result lies on the region of the image it was computed from. Without pixel sizes, images of the
 * same proportions are taken to show the same field.
 */
export function layOut(images: readonly OpenImage[]): World {
  const first = images[0];
  if (!first) return { unit: 'px', placements: [] };
  const isCalibrated = images.every(({ info }) => pixelSize(info.calibration.pixelSizeUm) !== null);
  const placed = new Map<number, Placement>();
  const place = (image: OpenImage): Placement => {
    const known = placed.get(image.image);
    if (known) return known;
    const placement = placementOf(image);
    placed.set(image.image, placement);
    return placement;
  };
  const placementOf = (image: OpenImage): Placement => {
    const { origin, info } = image;
    const source = origin && images.find((other) => other.image === origin.source);
    const own = pixelSize(info.calibration.pixelSizeUm);
    if (source && source !== image) {
      const { offset, scale } = place(source);
      const { region, outputScale } = origin;
      return {
        offset: { x: offset.x + region.x * scale.x, y: offset.y + region.y * scale.y },
        scale: { x: scale.x / outputScale, y: scale.y / outputScale },
      };
    }
    const scale = isCalibrated ? own! : sameField(first, image);
    return { offset: { x: 0, y: 0 }, scale };
  };
  return { unit: isCalibrated ? 'µm' : 'px', placements: images.map(place) };
}

/** Both sides of a pixel in micrometres, or null where the file tells neither. One alone stands for both. */
export function pixelSize({ x, y }: { x: number | null; y: number | null }): Point | null {
  const [width, height] = [x ?? y, y ?? x];
  return width !== null && height !== null && width > 0 && height > 0 ? { x: width, y: height } : null;
}

function sameField(first: OpenImage, image: OpenImage): Point {
  const [a, b] = [planeGeometry(first.info), planeGeometry(image.info)];
  const [x, y] = [a.width / b.width, a.height / b.height];
  return Math.abs(x / y - 1) < 0.02 ? { x, y } : { x: 1, y: 1 };
}

/** The rectangle of the world an image covers. */
export function extentOf({ info }: OpenImage, { offset, scale }: Placement): Point & Size {
  const { width, height } = planeGeometry(info);
  return { ...offset, width: width * scale.x, height: height * scale.y };
}

/** The pixel (with its fraction) of an image at a place of the world. */
export function toPixel({ offset, scale }: Placement, { x, y }: Point): Point {
  return { x: (x - offset.x) / scale.x, y: (y - offset.y) / scale.y };
}

/** A place of the sample in another world, in which an image it lies on has another placement. */
export function carried(point: Point, from: Placement, to: Placement): Point {
  return fromPixel(to, toPixel(from, point));
}

/** The place of the world of a pixel. */
export function fromPixel({ offset, scale }: Placement, { x, y }: Point): Point {
  return { x: offset.x + x * scale.x, y: offset.y + y * scale.y };
}
