import { describe, expect, it } from 'vitest';
import { sorted, tableText, type Column } from '../../../../src-renderer/controls/table-text';

interface Row {
  name: string;
  mean: number;
}
const ROWS: Row[] = [
  { name: 'b', mean: 10 },
  { name: 'a', mean: 9 },
  { name: 'c', mean: 10 },
];
const COLUMNS: Column<Row>[] = [
  { key: 'name', title: 'Image', text: ({ name }) => name },
  {
    key: 'mean',
    title: 'Mean',
    unit: 'µm',
    text: ({ mean }) => `${mean} !`,
    copy: ({ mean }) => String(mean),
  },
];

describe('a table', () => {
  it('is copied with tabs and units, numbers as numbers', () =>
    expect(tableText(COLUMNS, ROWS)).toBe('Image\tMean (µm)\nb\t10\na\t9\nc\t10\n'));

  it('is sorted by numbers as numbers; equal rows keep their order', () => {
    expect(sorted(ROWS, ({ mean }) => mean, false).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(sorted(ROWS, ({ mean }) => mean, true).map(({ name }) => name)).toEqual(['b', 'c', 'a']);
  });

  it('sorts a copy', () => {
    sorted(ROWS, ({ name }) => name, false);
    expect(ROWS.map(({ name }) => name)).toEqual(['b', 'a', 'c']);
  });
});
