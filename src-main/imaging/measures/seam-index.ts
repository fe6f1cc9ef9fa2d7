import { InvalidRequestError } from '../../contract/errors';
import type { Plane } from '../plane';

/** Where tiles meet: the first column right of, and the first row below, each border. */
export interface TileBorders {
  columns: readonly number[];
  rows: readonly number[];
}

/** The borders of tiles of `width` x `height` pixels laid from the upper left corner of a plane. */
export function tileBorders(
  plane: Pick<Plane, 'width' | 'height'>,
  width: number,
  height = width,
): TileBorders {
  const every = (step: number, length: number) =>
    Array.from({ length: Math.max(0, Math.ceil(length / step) - 1) }, (_, i) => (i + 1) * step);
  return { columns: every(width, plane.width), rows: every(height, plane.height) };
}

/**
 * How visible the borders of tiles are: the mean absolute difference of the two pixels at a border, over that of the pairs
 * of pixels just before and just behind it, over all borders. 1 where nobody could tell that there are tiles; 2 where the
 * steps at the borders are twice those beside them. Infinite where only the borders have steps, 1 where nothing has.
 *
 * Throws {@link InvalidRequestError} where no border has two pixels on either side.
 */
export function seamIndex({ width, height, data }: Plane, { columns, rows }: TileBorders): number {
  let [across, beside, pairs] = [0, 0, 0];
  const add = (behind: number, step: number) => {
    const [a, b, c, d] = [
      data[behind - 2 * step]!,
      data[behind - step]!,
      data[behind]!,
      data[behind + step]!,
    ];
    across += Math.abs(c - b);
    beside += (Math.abs(b - a) + Math.abs(d - c)) / 2;
    pairs++;
  };
  for (const x of columns) {
    if (x < 2 || x > width - 2) continue;
    for (let y = 0; y < height; y++) add(y * width + x, 1);
  }
  for (const y of rows) {
    if (y < 2 || y > height - 2) continue;
    for (let x = 0; x < width; x++) add(y * width + x, width);
  }
  if (pairs === 0) {
    throw new InvalidRequestError(
      `No border of tiles lies inside the image of ${width} x ${height} pixels. Give the side of its tiles, below that of the image.`,
      { parameter: 'tile' },
    );
  }
  if (across === beside) return 1;
  return across / beside;
}
