import { csvText } from '../../src-main/figures/csv-text';

/** A column of a table: what it is called, in which unit, and how a row shows in it. */
export interface Column<Row> {
  key: string;
  title: string;
  unit?: string;
  /** Text stands left, numbers right. */
  align?: 'left' | 'right';
  /** What is shown. */
  text: (row: Row) => string;
  /** What rows are sorted by; without it the column cannot be sorted. */
  sortBy?: (row: Row) => string | number;
  /** What goes on the clipboard; the text, where it is absent. */
  copy?: (row: Row) => string;
}

/** The table as tab-separated text, units in the head, for a spreadsheet. */
export function tableText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return tableRows(columns, rows)
    .map((row) => `${row.map((text) => text.replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`)
    .join('');
}

/** The table as comma-separated values (RFC 4180), units in the head. */
export function tableCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return csvText(tableRows(columns, rows));
}

function tableRows<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[][] {
  const head = columns.map(({ title, unit }) => (unit ? `${title} (${unit})` : title));
  return [head, ...rows.map((row) => columns.map(({ text, copy }) => (copy ?? text)(row)))];
}

/** Rows in the order of a column; equal ones stay as they were. */
export function sorted<Row>(
  rows: readonly Row[],
  sortBy: (row: Row) => string | number,
  descending: boolean,
): Row[] {
  const compare = (a: string | number, b: string | number): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
  return [...rows].sort((a, b) => compare(sortBy(a), sortBy(b)) * (descending ? -1 : 1));
}
