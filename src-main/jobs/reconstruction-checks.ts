import { InvalidRequestError } from '../contract/errors';
import type { Rectangle } from '../contract/image';
import { METHOD_NAMES, type FrameShift, type ReconstructionParams } from '../contract/reconstruction';
import { borderOf } from '../reconstruction/extent';

/** Throws {@link InvalidRequestError} where a temporal analysis needs more frames than there are. */
export function requireEnough(name: string, temporal: string, frames: number, fewest: number): void {
  if (frames >= fewest) return;
  throw new InvalidRequestError(
    `${name}: ${temporal} needs at least ${fewest} frames for an image, and there ${frames === 1 ? 'is 1' : `are ${frames}`}. Record more frames, or choose avg.`,
    { parameter: 'temporal' },
  );
}

/**
 * Throws {@link InvalidRequestError} where all of a region lies so near the image's edge that nothing is reconstructed
 * there: the result would be 0 everywhere.
 */
export function requireValues(
  name: string,
  params: ReconstructionParams,
  image: { width: number; height: number },
  { x, y, width, height }: Rectangle,
): void {
  const border = borderOf(params) / params.magnification;
  const has = (from: number, length: number, all: number) =>
    Math.max(from, border) < Math.min(from + length, all - border);
  if (has(x, width, image.width) && has(y, height, image.height)) return;
  const pixels = `${Number(border.toFixed(2))} pixel${border === 1 ? '' : 's'}`;
  throw new InvalidRequestError(
    `${name}: ${METHOD_NAMES[params.method]} has no values within ${pixels} of the edge of the image, which is ${image.width} x ${image.height}, and nothing else was asked for. Choose a larger region or image${params.method === 'esrrf' ? ', or a smaller radius' : ''}.`,
    { parameter: 'region' },
  );
}

/** Throws {@link InvalidRequestError} where shifts are not as many as frames, or move the sample out of the image. */
export function requireShifts(
  name: string,
  shifts: readonly FrameShift[],
  frames: number,
  { width, height }: { width: number; height: number },
): void {
  if (shifts.length !== frames) {
    throw new InvalidRequestError(
      `${name}: drift is known of ${shifts.length} frames, but ${frames} are to be reconstructed.`,
      { parameter: 'drift' },
    );
  }
  const beyond = shifts.findIndex(({ x, y }) => Math.abs(x) >= width || Math.abs(y) >= height);
  if (beyond < 0) return;
  const { x, y } = shifts[beyond]!;
  throw new InvalidRequestError(
    `${name}: in its frame number ${beyond + 1} a drift of ${x} pixels to the right and ${y} down moves the sample out of the image of ${width} x ${height} pixels. Correct the table: it has to be in pixels.`,
    { parameter: 'drift' },
  );
}
