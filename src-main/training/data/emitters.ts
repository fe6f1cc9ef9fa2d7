import { InvalidRequestError } from '../../contract/errors';
import { columnOf, readCsv } from '../../imaging/csv';
import type { EmitterPixels } from './density-source';

/** The grid that emitters are counted on: pixels of `pixelNm` nm, as many planes as there are frames. */
export interface EmitterGrid {
  planes: number;
  width: number;
  height: number;
  pixelNm: number;
}

/**
 * Reads positions as ThunderSTORM writes them: the columns `frame` (from 1), `x [nm]` and `y [nm]`, from the upper left
 * corner of the image, so that pixel i holds positions from i to i + 1 pixel sizes. `outside` counts positions beyond the
 * image, `beyond` those of frames that there are not. Throws InvalidRequestError for a missing column, a value that is no
 * number, and where no position is left.
 */
export function readEmitters(
  text: string,
  name: string,
  { planes, width, height, pixelNm }: EmitterGrid,
): { frames: EmitterPixels[]; outside: number; beyond: number } {
  const table = readCsv(text, name);
  const columns = [['frame'], ['x [nm]', 'x_nm', 'x'], ['y [nm]', 'y_nm', 'y']].map((names) =>
    columnOf(table, names, name),
  );
  const frames = Array.from({ length: planes }, () => ({ columns: [] as number[], rows: [] as number[] }));
  let [outside, beyond, kept] = [0, 0, 0];
  for (const { line, values } of table.rows) {
    const [frame, x, y] = columns.map((at) => (values[at] ? Number(values[at]) : NaN));
    if (![frame, x, y].every(Number.isFinite)) {
      throw new InvalidRequestError(
        `Line ${line} of "${name}" holds no numbers for frame, x and y: ${columns.map((at) => values[at] ?? '').join(', ')}.`,
        { parameter: 'data.positions' },
      );
    }
    const [column, row] = [Math.floor(x! / pixelNm), Math.floor(y! / pixelNm)];
    const emitters = frames[frame! - 1];
    if (!emitters) beyond++;
    else if (!(column >= 0 && column < width && row >= 0 && row < height)) outside++;
    else {
      emitters.columns.push(column);
      emitters.rows.push(row);
      kept++;
    }
  }
  if (kept > 0) return { frames, outside, beyond };
  throw new InvalidRequestError(
    `Of ${table.rows.length} positions in "${name}" none lies in the frames. Compare the frame numbers (from 1), the unit ` +
      `(nm) and the camera's pixel size (data.pixelSizeNm).`,
    { parameter: 'data.positions' },
  );
}
