import type { ImageSource, PixelType, Rectangle } from '../../contract/image';
import type { FrameShift } from '../../contract/reconstruction';
import { throwIfCancelled, type CallOptions } from '../../contract/signal';
import { readPart, type PlanePart } from '../../imaging/measured-part';
import { movedBack } from '../../imaging/moved-back';
import { PIXEL_TYPES } from '../../imaging/pixel-types';
import { createImage } from '../../io/create-image';

/** What is written of a stack. */
export interface StackToWrite {
  source: ImageSource;
  part: PlanePart;
  /** How far each frame has moved; empty where none is moved back. */
  shifts: readonly FrameShift[];
  /** Pixels left off on each side. */
  margin: number;
  out: string;
}

/** Writes the mean of frames that are moved back, as float32. */
export async function writeAverage(stack: StackToWrite, options: CallOptions): Promise<void> {
  const { region } = stack.part;
  const sum = new Float64Array(region.width * region.height);
  for (const frame of stack.part.planes.keys()) {
    const data = await frameInPlace(stack, frame, options);
    for (let i = 0; i < sum.length; i++) sum[i]! += data[i]! / stack.part.planes.length;
  }
  await writePlanes(stack, 'float32', 1, async () => sum, options);
}

/** Writes frames that are moved back, in their own pixel type. */
export async function writeFrames(stack: StackToWrite, options: CallOptions): Promise<void> {
  const { pixelType } = stack.source.info;
  await writePlanes(
    stack,
    pixelType,
    stack.part.planes.length,
    (frame) => frameInPlace(stack, frame, options),
    options,
  );
}

async function frameInPlace(
  { source, part, shifts }: StackToWrite,
  frame: number,
  { signal }: CallOptions,
): Promise<ArrayLike<number>> {
  throwIfCancelled(signal);
  const plane = await readPart(source, { ...part, planes: [part.planes[frame]!] }, { signal });
  return shifts.length > 0 ? movedBack(plane, shifts[frame]!) : plane.data;
}

async function writePlanes(
  { source, part, margin, out }: StackToWrite,
  pixelType: PixelType,
  count: number,
  plane: (frame: number) => Promise<ArrayLike<number>>,
  options: CallOptions,
): Promise<void> {
  const { calibration } = source.info;
  const inner = withoutMargin(part.region, margin);
  const size = { width: inner.width, height: inner.height };
  const info = {
    name: null,
    shape: count > 1 ? [count, size.height, size.width] : [size.height, size.width],
    axes: count > 1 ? 'TYX' : 'YX',
    pixelType,
    calibration: { ...calibration, pixelSizeUm: { ...calibration.pixelSizeUm, z: null } },
    channels: [],
    levels: [size],
    notes: [],
  };
  const sink = await createImage(out, info, {}, options);
  try {
    for (let frame = 0; frame < count; frame++) {
      const data = stored(
        await plane(frame),
        part.region.width,
        { ...inner, x: margin, y: margin },
        pixelType,
      );
      await sink.writeRegion({ plane: frame, x: 0, y: 0, ...size }, { ...size, samples: 1, pixelType, data });
      options.onProgress?.({ done: frame + 1, total: count, unit: 'frames', activity: 'Writing frames' });
    }
    await sink.finish();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

/** A rectangle without so many pixels on each side. */
export function withoutMargin({ x, y, width, height }: Rectangle, margin: number): Rectangle {
  return { x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin };
}

/** A part of a plane as a pixel type holds it: rounded and clipped where it is of integers. */
export function stored(
  data: ArrayLike<number>,
  rowLength: number,
  { x, y, width, height }: Rectangle,
  pixelType: PixelType,
) {
  const { make, integer, min, max } = PIXEL_TYPES[pixelType];
  const out = make(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value = data[(y + row) * rowLength + x + column]!;
      out[row * width + column] = integer ? Math.max(min, Math.min(max, Math.round(value))) : value;
    }
  }
  return out;
}
