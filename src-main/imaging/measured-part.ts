import { InvalidRequestError } from '../contract/errors';
import type { ImageInfo, ImageSource, Rectangle } from '../contract/image';
import type { MeasuredPart } from '../contract/quality-api';
import { throwIfCancelled, type CallOptions } from '../contract/signal';
import { planeGeometry } from './geometry';
import { extractSample } from './pad';
import type { Plane } from './plane';
import { choosePlanes, frameAxis, requireInside } from './selection';

/** What of an image is looked at as one plane: frames that are averaged, and a rectangle of them. */
export interface PlanePart {
  /** What sentences call the image. */
  name: string;
  /** Indices of the frames' planes. */
  planes: number[];
  region: Rectangle;
  /** Micrometres of its pixels; null where they are not known, or not square. */
  pixelSizeUm: number | null;
  /** Sentences about what was chosen. */
  notes: string[];
}

/**
 * The frames and the rectangle of an image that were asked for; of several channels and z slices the first, if none is
 * named. Throws {@link InvalidRequestError} for what the image does not have.
 */
export function planePart(
  info: ImageInfo,
  { channel, zSlice, frames, region }: Omit<MeasuredPart, 'path'> & { path?: string },
  name: string,
): PlanePart {
  const { width, height, leading, samples } = planeGeometry(info);
  const frameAt = frameAxis(info);
  const lengthOf = (wanted: string) => leading.find((entry) => entry.axis === wanted)?.length ?? 1;
  const areSlicesFrames = frameAt !== null && leading[frameAt]!.axis === 'Z' && zSlice === undefined;
  const hasSlices = lengthOf('Z') > 1 && !areSlicesFrames;
  const { planes } = choosePlanes(info, {
    frames,
    channels: [channel ?? 1],
    slices: hasSlices ? [zSlice ?? 1] : undefined,
  });
  const notes: string[] = [];
  if (channel === undefined && lengthOf('C') > 1)
    notes.push(`Of ${lengthOf('C')} channels the first was measured.`);
  if (hasSlices && zSlice === undefined) notes.push(`Of ${lengthOf('Z')} z slices the first was measured.`);
  if (samples > 1) notes.push(`Of ${samples} samples a pixel the first was measured.`);
  const whole = { x: 0, y: 0, width, height };
  if (region) requireInside(region, whole);
  return {
    name,
    planes,
    region: region ?? whole,
    pixelSizeUm: squarePixel(info, notes),
    notes,
  };
}

/** Sides of a pixel that differ by more are not square. */
const SQUARE = 0.01;

function squarePixel({ calibration }: ImageInfo, notes: string[]): number | null {
  const { x, y } = calibration.pixelSizeUm;
  if (x === null || y === null) return x ?? y;
  if (Math.abs(x / y - 1) <= SQUARE) return x;
  notes.push(`Its pixels are ${x} x ${y} µm and not square, so resolutions are told in pixels.`);
  return null;
}

/** The middle of a part where its sides are longer than `side`, which a note then says. */
export function middlePart(part: PlanePart, side: number): PlanePart {
  const { x, y, width, height } = part.region;
  if (Math.max(width, height) <= side) return part;
  const [wide, high] = [Math.min(width, side), Math.min(height, side)];
  const region = {
    x: x + Math.floor((width - wide) / 2),
    y: y + Math.floor((height - high) / 2),
    width: wide,
    height: high,
  };
  const note = `Of ${width} x ${height} pixels the middle ${wide} x ${high} were measured; name a region to choose others.`;
  return { ...part, region, notes: [...part.notes, note] };
}

/**
 * The same part of the field in a reconstruction and its reference, named in pixels of the reference. Throws
 * {@link InvalidRequestError} where it reaches beyond, or a pixel of the reference is no whole number of the other's.
 */
export function commonParts(
  reconstruction: PlanePart,
  reference: PlanePart,
  region: Rectangle,
): { reconstruction: PlanePart; reference: PlanePart } {
  requireInside(region, reference.region);
  const times = reconstruction.region.width / reference.region.width;
  if (!Number.isInteger(times) || times * reference.region.height !== reconstruction.region.height) {
    throw new InvalidRequestError(
      `A region can be named where the reconstruction has a whole number of pixels for one of the reference; here it has ${times.toPrecision(4)}. Crop both images instead.`,
      { parameter: 'region' },
    );
  }
  const magnified = {
    x: region.x * times,
    y: region.y * times,
    width: region.width * times,
    height: region.height * times,
  };
  return { reconstruction: { ...reconstruction, region: magnified }, reference: { ...reference, region } };
}

/** The mean of a part's frames, one in memory at a time. */
export async function readPart(
  source: ImageSource,
  { name, planes, region }: Omit<PlanePart, 'pixelSizeUm' | 'notes'>,
  { signal, onProgress }: CallOptions = {},
): Promise<Plane> {
  const { width, height } = region;
  const data = new Float64Array(width * height);
  for (const [done, plane] of planes.entries()) {
    throwIfCancelled(signal);
    const block = await source.readRegion({ ...region, plane }, signal ? { signal } : {});
    const values = extractSample(block, 0).data;
    for (let i = 0; i < data.length; i++) data[i]! += values[i]! / planes.length;
    onProgress?.({ done: done + 1, total: planes.length, unit: 'frames', activity: `Reading ${name}` });
  }
  return { name, width, height, data };
}
