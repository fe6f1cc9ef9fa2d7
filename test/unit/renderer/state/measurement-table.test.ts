import { describe, expect, it } from 'vitest';
import { tableText } from '../../../../src-renderer/controls/table-text';
import { measurementColumns } from '../../../../src-renderer/state/measurement-table';
import type { Measurement } from '../../../../src-renderer/state/measurements.svelte';

const area: Measurement = {
  number: 1,
  image: 'fov08.tif',
  slice: 'C 2/3',
  selection: 'Rectangle 2',
  area: 35.36,
  length: null,
  unit: 'µm',
  mean: 19037.123456,
  std: 0.00123456,
  min: -4,
  max: 65535,
};
const line: Measurement = { ...area, number: 2, selection: 'Line 1', area: null, length: 5.63 };

describe('measurementColumns', () => {
  it('copies all digits with units in the head', () => {
    expect(tableText(measurementColumns([area]), [area])).toBe(
      'No.\tImage\tSlice\tSelection\tArea (µm²)\tMean\tSD\tMin\tMax\n' +
        '1\tfov08.tif\tC 2/3\tRectangle 2\t35.36\t19037.1235\t0.00123456\t-4\t65535\n',
    );
  });

  it('shows as many digits as a person reads', () => {
    const shown = measurementColumns([area]).map(({ text }) => text(area));
    expect(shown.slice(4)).toEqual(['35.360', '19\u2009037.123', '0.00123', '\u22124', '65\u2009535']);
  });

  it('leaves out what no row has, and tells units row by row where they differ', () => {
    const titles = (rows: Measurement[]) =>
      measurementColumns(rows).map(({ title, unit }) => (unit ? `${title} (${unit})` : title));
    expect(titles([{ ...line, slice: '' }])).toEqual([
      'No.',
      'Image',
      'Selection',
      'Length (µm)',
      'Mean',
      'SD',
      'Min',
      'Max',
    ]);
    expect(titles([area, { ...line, unit: 'px' }])).toEqual([
      'No.',
      'Image',
      'Slice',
      'Selection',
      'Area',
      'Length',
      'Unit',
      'Mean',
      'SD',
      'Min',
      'Max',
    ]);
  });

  it('leaves cells without a number empty in what is copied', () => {
    const empty = { ...area, mean: null, std: null, min: null, max: null };
    expect(tableText(measurementColumns([empty]), [empty]).split('\n')[1]).toBe(
      '1\tfov08.tif\tC 2/3\tRectangle 2\t35.36\t\t\t\t',
    );
  });
});
