import { InvalidRequestError } from '../contract/errors';

/** A table read from text: its columns by the names in the first line, and the lines below it. */
export interface CsvTable {
  columns: string[];
  /** Values by column; `line` is the line of the file, from 1. */
  rows: { line: number; values: string[] }[];
}

const SEPARATORS = [',', ';', '\t'];

/**
 * Reads a CSV file (RFC 4180): quoted values may hold separators, line ends and doubled quotes; empty lines are left out.
 * The separator is the comma, semicolon or tab that the first line has most of. `name` is the file's, for errors.
 * Throws InvalidRequestError for a quote that does not end and for a line with more values than there are columns.
 */
export function readCsv(text: string, name: string): CsvTable {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0; // a byte order mark, as Excel writes it
  const head = text.slice(start, text.indexOf('\n', start) + 1 || text.length);
  const separator = SEPARATORS.reduce(
    (best, one) => (count(head, one) > count(best, head) ? one : best),
    ',',
  );
  let columns: string[] | null = null;
  const rows: CsvTable['rows'] = [];
  for (const { line, values } of records(text, start, separator, name)) {
    if (values.every((value) => value === '')) continue;
    if (!columns) columns = values;
    else if (values.length <= columns.length) rows.push({ line, values });
    else {
      throw refused(
        `line ${line} of "${name}" has ${values.length} values, but there are ${columns.length} columns`,
      );
    }
  }
  return { columns: columns ?? [], rows };
}

const count = (text: string, one: string) => text.split(one).length;

function* records(text: string, start: number, separator: string, name: string) {
  let line = 1;
  let at = start;
  while (at < text.length) {
    const first = line;
    const values: string[] = [];
    for (let ended = false; !ended;) {
      let value = '';
      while (text[at] === ' ') at++;
      if (text[at] === '"') {
        for (;;) {
          const close = text.indexOf('"', at + 1);
          if (close < 0)
            throw refused(`a quoted value that begins in line ${line} of "${name}" does not end`);
          value += text.slice(at + 1, close);
          at = close + 1;
          if (text[at] !== '"') break;
          value += '"';
        }
        line += count(value, '\n') - 1;
      }
      let end = at;
      while (end < text.length && text[end] !== separator && text[end] !== '\n') end++;
      value += text.slice(at, end).trim();
      values.push(value);
      ended = end >= text.length || text[end] === '\n';
      at = end + 1;
    }
    line++;
    yield { line: first, values };
  }
}

/** The place of a column by one of its names, in any case. Throws InvalidRequestError that lists the columns there are. */
export function columnOf({ columns }: CsvTable, names: readonly string[], file: string): number {
  const lower = columns.map((column) => column.toLowerCase());
  const at = names.map((name) => lower.indexOf(name.toLowerCase())).find((found) => found >= 0);
  if (at !== undefined) return at;
  const there = columns.map((column) => `"${column}"`).join(', ') || 'none';
  throw refused(`"${file}" has no column "${names[0]}"; its columns are ${there}`);
}

function refused(what: string): InvalidRequestError {
  return new InvalidRequestError(`The table cannot be read: ${what}. Correct it and try again.`, {
    parameter: 'data',
  });
}
