import { describe, expect, it } from 'vitest';
import { columnOf, readCsv } from '../../../src-main/imaging/csv';

const values = (text: string) => readCsv(text, 'table.csv').rows.map((row) => row.values);

describe('a CSV table', () => {
  it('has quoted values with separators, quotes and line ends', () => {
    expect(values('a,b\n"x, y","say ""no"""\n"two\nlines",2\n')).toEqual([
      ['x, y', 'say "no"'],
      ['two\nlines', '2'],
    ]);
  });

  it('may end lines as Windows does, begin with a byte order mark, and have empty lines', () => {
    const table = readCsv('\ufeffinput,target\r\na.tif,b.tif\r\n\r\nc.tif , d.tif', 'table.csv');
    expect(table.columns).toEqual(['input', 'target']);
    expect(table.rows).toEqual([
      { line: 2, values: ['a.tif', 'b.tif'] },
      { line: 4, values: ['c.tif', 'd.tif'] },
    ]);
  });

  it.each([';', '\t'])('may be separated by %j', (separator) => {
    expect(values(['a', 'b'].join(separator) + '\n' + ['1,5', '2'].join(separator))).toEqual([['1,5', '2']]);
  });

  it('keeps empty places', () => {
    expect(values('a,b,c\n1,,\n,2,')).toEqual([
      ['1', '', ''],
      ['', '2', ''],
    ]);
  });

  it('refuses a quote without an end, and more values than columns, with the line', () => {
    expect(() => values('a,b\n1,2\n"x,3')).toThrow('begins in line 3 of "table.csv"');
    expect(() => values('a,b\n1,2\n1,2,3')).toThrow('line 3 of "table.csv" has 3 values, but there are 2');
  });

  it('finds columns by name in any case, and says which there are', () => {
    const table = readCsv('"Frame","x [nm]"\n1,2', 'positions.csv');
    expect(columnOf(table, ['frame'], 'positions.csv')).toBe(0);
    expect(() => columnOf(table, ['y [nm]'], 'positions.csv')).toThrow(
      '"positions.csv" has no column "y [nm]"; its columns are "Frame", "x [nm]"',
    );
  });
});
