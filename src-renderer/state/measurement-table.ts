import { formatNumber } from '../controls/number-text';
import type { Column } from '../controls/table-text';
import type { Measurement } from './measurements.svelte';
import { NONE } from './profile-table';

type Measure = 'area' | 'length' | 'mean' | 'std' | 'min' | 'max';

/** The table of measurements: columns without any content are left out. What is copied has all digits. */
export function measurementColumns(rows: readonly Measurement[]): Column<Measurement>[] {
  const units = new Set(rows.map(({ unit }) => unit));
  const [unit] = units;
  const isOneUnit = units.size === 1;
  const measure = (key: Measure, title: string, of?: string): Column<Measurement> => ({
    key,
    title,
    ...(of ? { unit: of } : {}),
    text: (row) => shown(row[key]),
    copy: (row) => exact(row[key]),
    sortBy: (row) => row[key] ?? -Infinity,
  });
  const text = (key: 'image' | 'slice' | 'selection' | 'unit', title: string): Column<Measurement> => ({
    key,
    title,
    align: 'left',
    text: (row) => row[key],
    sortBy: (row) => row[key],
  });
  const has = (key: keyof Measurement): boolean => rows.some((row) => row[key] !== null && row[key] !== '');
  return [
    {
      key: 'number',
      title: 'No.',
      align: 'right',
      text: ({ number }) => String(number),
      sortBy: ({ number }) => number,
    },
    text('image', 'Image'),
    ...(has('slice') ? [text('slice', 'Slice')] : []),
    text('selection', 'Selection'),
    ...(has('area') ? [measure('area', 'Area', isOneUnit ? `${unit}²` : undefined)] : []),
    ...(has('length') ? [measure('length', 'Length', isOneUnit ? unit : undefined)] : []),
    ...(isOneUnit ? [] : [text('unit', 'Unit')]),
    measure('mean', 'Mean'),
    measure('std', 'SD'),
    measure('min', 'Min'),
    measure('max', 'Max'),
  ];
}

/** A value on the screen: three digits after the point, more only where it is small. */
/** Digits after the point, ImageJ's. */
const DIGITS = 3;

function paddedTo(digits: number, text: string): string {
  const [whole, fraction = ''] = text.split('.') as [string, string?];
  return `${whole}.${fraction.padEnd(digits, '0')}`;
}

function shown(value: number | null): string {
  if (value === null) return NONE;
  const size = Math.abs(value);
  const digits = size > 0 && size < 1 ? Math.min(12, 2 - Math.floor(Math.log10(size))) : DIGITS;
  const text = formatNumber(value, digits);
  // As many digits in every row, so that the points stand below one another.
  return Number.isInteger(value) || digits !== DIGITS ? text : paddedTo(DIGITS, text);
}

function exact(value: number | null): string {
  return value === null ? '' : String(Number(value.toPrecision(9)));
}
