import { expect, it } from 'vitest';
import { textTable } from '../../../src-main/commands/text-table';

interface Row {
  name: string;
  value: number | null;
}

const table = (rows: Row[]) =>
  textTable<Row>(
    [
      { title: 'Run', align: 'left', text: ({ name }) => name },
      { title: 'dB', text: ({ value }) => value?.toFixed(2) ?? null },
      { title: 'note', align: 'left', text: () => '' },
    ],
    rows,
  );

it('aligns text left and numbers right, with a dash for nothing and no space at line ends', () => {
  expect(
    table([
      { name: '(9,18,9)', value: 24.5 },
      { name: 'µ', value: null },
    ]),
  ).toBe(['Run          dB  note', '(9,18,9)  24.50', 'µ             -'].join('\n'));
});

it('counts a character outside the first plane as one', () => {
  const [, first, second] = table([
    { name: '🔬', value: 1 },
    { name: 'a', value: 1 },
  ]).split('\n');
  expect([...first!].length).toBe([...second!].length);
});
