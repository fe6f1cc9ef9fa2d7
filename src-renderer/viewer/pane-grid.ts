import type { Size } from './camera';

/** How many columns and rows of equal panes: those in which square images come out largest; of equals, the fewest empty places. */
export function paneGrid(count: number, { width, height }: Size): { columns: number; rows: number } {
  let best = { columns: Math.max(1, count), rows: 1 };
  let largest = 0;
  for (let columns = count; columns >= 1; columns--) {
    const rows = Math.ceil(count / columns);
    const side = Math.min(width / columns, height / rows);
    const isAsLarge = Math.abs(side - largest) <= largest * 0.001;
    const isFuller = columns * rows < best.columns * best.rows;
    if (isAsLarge ? isFuller : side > largest) [best, largest] = [{ columns, rows }, side];
  }
  return best;
}
