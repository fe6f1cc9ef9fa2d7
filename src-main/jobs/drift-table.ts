import type { DriftReport } from '../contract/drift';
import { InvalidRequestError } from '../contract/errors';
import type { FrameShift } from '../contract/reconstruction';
import { csvText } from '../figures/csv-text';
import { columnOf, readCsv } from '../imaging/csv';

const PIXELS = { x: ['x [px]', 'dx [px]'], y: ['y [px]', 'dy [px]'] };

/** Drift as a table (CSV): a line for each frame, counted from 1, in pixels and, where they are known, micrometres. */
export function driftTable({ frames, shifts, pixelSizeUm }: DriftReport): string {
  const rows = frames.map((frame, i) => {
    const { x, y } = shifts[i]!;
    const um = pixelSizeUm === null ? ['', ''] : [x, y].map((shift) => (shift * pixelSizeUm).toFixed(6));
    return [String(frame), x.toFixed(5), y.toFixed(5), ...um];
  });
  return csvText([['frame', 'x [px]', 'y [px]', 'x [um]', 'y [um]'], ...rows]);
}

/**
 * Shifts from a table, for frames that are named by their numbers or (without names) for all of the table; from where the
 * sample is in the first of them. Tables are those of {@link driftTable}, of simulations, or others with these columns.
 *
 * @param name What sentences call the table.
 * @throws InvalidRequestError for a table without these columns, with a value that is no number, or without a frame.
 */
export function readDriftTable(text: string, name: string, frames?: readonly number[]): FrameShift[] {
  const table = readCsv(text, name);
  const at = {
    frame: columnOf(table, ['frame'], name),
    x: columnOf(table, PIXELS.x, name),
    y: columnOf(table, PIXELS.y, name),
  };
  const shifts = new Map<number, FrameShift>();
  for (const { line, values } of table.rows) {
    const value = (column: keyof typeof at): number => {
      const written = values[at[column]] ?? '';
      const number = Number(written);
      if (written !== '' && Number.isFinite(number)) return number;
      throw refused(
        `Line ${line} of ${name} has "${written}" for ${column}, which is no number. Correct the table.`,
      );
    };
    const frame = value('frame');
    if (shifts.has(frame))
      throw refused(`Line ${line} of ${name} is a second one for frame ${frame}. A frame has one line.`);
    shifts.set(frame, { x: value('x'), y: value('y') });
  }
  const wanted = frames ?? [...shifts.keys()].sort((a, b) => a - b);
  if (!frames && wanted.some((frame, i) => frame !== i + 1)) {
    throw refused(
      `${name} does not count frames from 1 to ${wanted.length}, so it is not the drift of all frames of this stack. Name the frames (--frames), or estimate the drift anew.`,
    );
  }
  const first = shifts.get(wanted[0]!);
  return wanted.map((frame) => {
    const shift = shifts.get(frame);
    if (shift && first) return { x: shift.x - first.x, y: shift.y - first.y };
    throw refused(
      `${name} has no line for frame ${frame}; it has ${shifts.size} frames. Estimate the drift of all frames that are reconstructed.`,
    );
  });
}

const refused = (sentence: string) => new InvalidRequestError(sentence, { parameter: 'drift' });
