import type { Rectangle } from '../contract/image';
import type { FrameShift, ReconstructionParams, ReconstructionStrip } from '../contract/reconstruction';
import { reachOf } from '../reconstruction/extent';

/** Output pixels of a strip: sums over time of so many take some hundred MB at most. */
const STRIP_PIXELS = 2 ** 21;

/** What of an image is reconstructed. */
export interface StripFacts {
  params: ReconstructionParams;
  image: { width: number; height: number };
  region: Rectangle;
  frames: number;
  shifts: FrameShift[];
}

/**
 * Divides what is reconstructed into strips of whole rows, from top to bottom, small enough for memory whatever the size
 * of the image; most images are one.
 */
export function stripsOf({ params, image, region, frames, shifts }: StripFacts): ReconstructionStrip[] {
  const m = params.magnification;
  const maxShift = shifts.reduce((most, { x, y }) => Math.max(most, Math.abs(x), Math.abs(y)), 0);
  const reach = reachOf(params, maxShift);
  const rows = Math.max(1, Math.floor(STRIP_PIXELS / (region.width * m * m)));
  const count = Math.ceil(region.height / rows);
  const left = Math.max(0, region.x - reach);
  const right = Math.min(image.width, region.x + region.width + reach);
  return Array.from({ length: count }, (_, n) => {
    const from = region.y + Math.round((n * region.height) / count);
    const to = region.y + Math.round(((n + 1) * region.height) / count);
    const top = Math.max(0, from - reach);
    const bottom = Math.min(image.height, to + reach);
    return {
      params,
      image,
      block: { x: left, y: top, width: right - left, height: bottom - top },
      keep: { x: region.x, y: from, width: region.width, height: to - from },
      frames,
      maxShift,
    };
  });
}
