import type { Line } from '../../src-main/contract/display';
import type { SeriesStyle } from '../../src-main/figures/series';
import { fullWidth, normalised, profileShape, type ProfileShape } from '../../src-main/imaging/profile-peaks';
import type { Point, Size } from '../viewer/camera';
import { toPixel, type Placement } from '../viewer/placement';
import { lineLength, meanScale, type LineRoi } from './rois';

/** The profile of one image along a line. Distances are in the world's unit from the line's start. */
export interface ProfileSeries {
  /** The image's number. */
  image: number;
  /** What the image is called among the others, and its own name. */
  name: string;
  imageName: string;
  style: SeriesStyle;
  distances: Float64Array;
  /** Stored values; NaN where the line lies outside the image. */
  values: Float64Array;
  normalised: Float64Array;
  shape: ProfileShape;
  /** Distance of neighbouring points. */
  spacing: number;
}

/** What is read off a series, in the world's unit. */
export interface ProfileNumbers {
  /** Of the two most prominent peaks from left to right (one, where there is but one); null where none can be measured. */
  fwhm: (number | null)[];
  distance: number | null;
  /** From 0 to 1. */
  dip: number | null;
}

/** The widest line that is averaged, in pixels. */
const MOST_WIDTH_PX = 1000;

/** A line of the world in an image's pixels, and its width there. */
export function lineInImage(
  line: LineRoi,
  width: number,
  placement: Placement,
): { line: Line; width: number } {
  const start = toPixel(placement, { x: line.x1, y: line.y1 });
  const end = toPixel(placement, { x: line.x2, y: line.y2 });
  return {
    line: { x1: start.x, y1: start.y, x2: end.x, y2: end.y },
    width: Math.min(MOST_WIDTH_PX, Math.max(1, width / meanScale(placement))),
  };
}

/** A series of the values an image has along a line. */
export function profileSeries(
  identity: Pick<ProfileSeries, 'image' | 'name' | 'imageName' | 'style'>,
  line: LineRoi,
  values: Float64Array,
  inImage: Line,
  size: Size,
): ProfileSeries {
  const steps = Math.max(1, values.length - 1);
  const length = lineLength(line);
  const inside = values.map((value, i) => (isInside(along(inImage, i / steps), size) ? value : NaN));
  return {
    ...identity,
    distances: values.map((_, i) => (i / steps) * length),
    values: inside,
    normalised: normalised(inside),
    shape: profileShape(inside),
    spacing: length / steps,
  };
}

/** The point at a part (0 to 1) of a line. */
export function along({ x1, y1, x2, y2 }: Line, part: number): Point {
  return { x: x1 + (x2 - x1) * part, y: y1 + (y2 - y1) * part };
}

/** Where along a line (0 to 1) a point lies; null where it is farther away than `reach`, or beyond an end. */
export function partOf({ x1, y1, x2, y2 }: Line, { x, y }: Point, reach: number): number | null {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = Math.hypot(dx, dy);
  if (length === 0) return null;
  const part = ((x - x1) * dx + (y - y1) * dy) / length ** 2;
  const away = Math.abs((x - x1) * dy - (y - y1) * dx) / length;
  return part >= 0 && part <= 1 && away <= reach ? part : null;
}

/** The value of a series at a distance, between its points. */
export function valueAt(values: ArrayLike<number>, spacing: number, distance: number): number {
  const at = Math.min(values.length - 1, Math.max(0, distance / spacing));
  const [before, after] = [Math.floor(at), Math.ceil(at)];
  return values[before]! + (values[after]! - values[before]!) * (at - before);
}

/** The peaks that are told of: the two most prominent, or the only one. */
export function toldPeaks({ pair, peaks }: ProfileShape): ProfileShape['peaks'] {
  return pair ? [pair.left, pair.right] : peaks.slice(0, 1);
}

/** Widths, distance and dip of a series. */
export function profileNumbers({ shape, spacing }: ProfileSeries): ProfileNumbers {
  const inWorld = (points: number | null): number | null => (points === null ? null : points * spacing);
  return {
    fwhm: toldPeaks(shape).map((peak) => inWorld(fullWidth(peak))),
    distance: inWorld(shape.pair?.distance ?? null),
    dip: shape.pair?.dip ?? null,
  };
}

function isInside({ x, y }: Point, { width, height }: Size): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}
