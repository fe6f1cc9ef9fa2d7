import { z } from 'zod';

/**
 * What a pane shows of an image: tiles of a pyramid. Level 0 is the image itself; each further level halves both sides
 * (rounded up) and holds means of 2 x 2 pixels, in the image's own pixel type. A tile is cut at the level's right and
 * lower border.
 */

/** Side of a display tile, in pixels of its level. */
export const DISPLAY_TILE = 512;

/** Width and height of a level of the display pyramid. */
export function levelSize(
  { width, height }: { width: number; height: number },
  level: number,
): { width: number; height: number } {
  const scale = 2 ** level;
  return { width: Math.ceil(width / scale), height: Math.ceil(height / scale) };
}

/** The levels of the display pyramid, down to the first that is one tile. */
export function levelCount(size: { width: number; height: number }): number {
  let level = 0;
  for (;;) {
    const { width, height } = levelSize(size, level);
    if (width <= DISPLAY_TILE && height <= DISPLAY_TILE) return level + 1;
    level++;
  }
}

const index = z.int().min(0);

/** Which tile: plane (counted over the leading axes in row-major order), one of interleaved samples, level, place. */
export const DisplayTileSchema = z.strictObject({
  plane: index,
  sample: index.optional(),
  level: index.max(30),
  column: index,
  row: index,
});
export type DisplayTile = z.infer<typeof DisplayTileSchema>;

/** A straight line in pixel coordinates; the centre of the first pixel is 0.5, 0.5. */
export const LineSchema = z.strictObject({
  x1: z.number(),
  y1: z.number(),
  x2: z.number(),
  y2: z.number(),
});
export type Line = z.infer<typeof LineSchema>;

/** Counts of values in equal bins from `min` to `max` (the values' own range); 256 of them, or one where min = max. */
export interface DisplayHistogram {
  counts: Float64Array;
  min: number;
  max: number;
  /** The values that were counted; fewer than the plane's where a smaller level stood for it. */
  total: number;
  /** The level of the display pyramid the values come from. */
  level: number;
}
