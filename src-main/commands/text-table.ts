/** A column of a table in a terminal. */
export interface TextColumn<Row> {
  title: string;
  /** Text stands left, numbers right (default). */
  align?: 'left' | 'right';
  /** What is shown; null where there is nothing to show. */
  text: (row: Row) => string | null;
}

/** What stands where there is nothing to show. */
const NOTHING = '-';

/** Rows below a head, columns two spaces apart, for a terminal or the log. */
export function textTable<Row>(columns: readonly TextColumn<Row>[], rows: readonly Row[]): string {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ text }) => text(row) ?? NOTHING)),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => lengthOf(row[at]!))));
  return cells
    .map((row) =>
      row
        .map((cell, at) => {
          const gap = ' '.repeat(widths[at]! - lengthOf(cell));
          return columns[at]!.align === 'left' ? `${cell}${gap}` : `${gap}${cell}`;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Characters as a person counts them, not as they are stored. */
function lengthOf(text: string): number {
  return [...text].length;
}
