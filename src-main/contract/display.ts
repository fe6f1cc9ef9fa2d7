import { z } from 'zod';
import type { Rectangle } from './image';

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

/** Where a tile lies in its level, in pixels of the level. Null where the level has no such tile. */
export function tileRectangle(
  size: { width: number; height: number },
  { level, column, row }: Pick<DisplayTile, 'level' | 'column' | 'row'>,
): Rectangle | null {
  const { width, height } = levelSize(size, level);
  const [x, y] = [column * DISPLAY_TILE, row * DISPLAY_TILE];
  if (x >= width || y >= height) return null;
  return { x, y, width: Math.min(DISPLAY_TILE, width - x), height: Math.min(DISPLAY_TILE, height - y) };
}

const index = z.int().min(0);

/**
 * Which tile: plane (counted over the leading axes in row-major order), one of interleaved samples (the first where it is
 * not named), level, place.
 */
export const DisplayTileSchema = z.strictObject({
  plane: index,
  sample: index.optional(),
  level: index.max(30),
  column: index,
  row: index,
  /**
   * Asks for something to look at at once: where making the tile takes a pass over a large plane, and reading some of its
   * rows is quick, single pixels stand for the means. Any other tile is the true one.
   */
  draft: z.boolean().optional(),
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

/**
 * Counts of finite values in equal bins from `min` to `max` (the values' own range): 256 bins, or one where min = max.
 * Where no value is finite `total` is 0, and so are `min` and `max`.
 */
export interface DisplayHistogram {
  counts: Float64Array;
  min: number;
  max: number;
  /** The values that were counted; fewer than the plane's where a smaller level stood for it. */
  total: number;
  /** The level of the display pyramid the values come from. */
  level: number;
}

/** What an image is to the others it is looked at with. */
export type ImageRole = 'input' | 'result' | 'target' | 'other';
