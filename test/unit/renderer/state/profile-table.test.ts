import { describe, expect, it } from 'vitest';
import { seriesStyles } from '../../../../src-main/figures/series';
import { tableCsv, tableText } from '../../../../src-renderer/controls/table-text';
import { profileSeries, type ProfileSeries } from '../../../../src-renderer/state/profile-series';
import {
  profileColumns,
  profileMeasures,
  profileSentence,
} from '../../../../src-renderer/state/profile-table';

const styles = seriesStyles(['input', 'result']);
const roi = { kind: 'line', id: 1, x1: 0, y1: 0, x2: 2, y2: 0, widthPx: 1 } as const;

function series(at: number, name: string, imageName: string, values: number[]): ProfileSeries {
  const inImage = { x1: 0, y1: 0, x2: values.length - 1, y2: 0 };
  const identity = { image: at, name, imageName, style: styles[at]! };
  return profileSeries(identity, roi, Float64Array.from(values), inImage, {
    width: values.length,
    height: 1,
  });
}

const input = series(0, 'Input', 'a.tif', [100, 300, 100, 200, 100]);
const result = series(1, 'Result', 'a, "fine"', [0, 8, 0, 4, 0]);

describe('profileColumns', () => {
  it('copies what is plotted, with units and one column of distances', () => {
    const { columns, rows } = profileColumns([input, result], 'µm', false);
    expect(tableText(columns, rows)).toBe(
      [
        'Distance (µm)\ta.tif\ta, "fine"',
        '0\t100\t0',
        '0.5\t300\t8',
        '1\t100\t0',
        '1.5\t200\t4',
        '2\t100\t0',
        '',
      ].join('\n'),
    );
  });

  it('says when values are normalised, and quotes names in CSV', () => {
    const { columns, rows } = profileColumns([result], 'px', true);
    expect(tableCsv(columns, rows)).toBe(
      ['Distance (px),"a, ""fine"" (normalised)"', '0,0', '0.5,1', '1,0', '1.5,0.5', '2,0', ''].join('\r\n'),
    );
  });

  it('gives images of another pixel size their own distances, and leaves cells empty at their end', () => {
    const fine = series(1, 'Result', 'b.tif', [1, 2, 3]);
    const { columns, rows } = profileColumns([input, fine], 'µm', false);
    expect(tableText(columns, rows).split('\n')).toEqual([
      'Distance (µm)\ta.tif\tDistance (µm)\tb.tif',
      '0\t100\t0\t1',
      '0.5\t300\t1\t2',
      '1\t100\t2\t3',
      '1.5\t200\t\t',
      '2\t100\t\t',
      '',
    ]);
  });
});

describe('profileMeasures', () => {
  it('tells widths in nanometres, distance in micrometres, the dip in per cent', () => {
    expect(profileMeasures([input, result], 'µm')).toEqual([
      { name: 'FWHM, peak A', unit: 'nm', values: ['500', '500'] },
      { name: 'FWHM, peak B', unit: 'nm', values: ['500', '500'] },
      { name: 'Peak distance', unit: 'µm', values: ['1', '1'] },
      { name: 'Dip between peaks', unit: '%', values: ['100', '100'] },
    ]);
  });

  it('tells pixels where there is no pixel size, and leaves out what no image has', () => {
    const single = series(0, 'Input', 'a.tif', [0, 0, 6, 0, 0]);
    expect(profileMeasures([single], 'px')).toEqual([{ name: 'FWHM', unit: 'px', values: ['0.5'] }]);
    expect(profileMeasures([series(0, 'Input', 'a.tif', [1, 2, 3])], 'px')).toEqual([]);
  });

  it('draws a dash where one image has no second peak', () => {
    const single = series(0, 'Input', 'a.tif', [0, 0, 6, 0, 0]);
    expect(profileMeasures([single, result], 'µm').map(({ values }) => values[0])).toEqual([
      '500',
      '–',
      '–',
      '–',
    ]);
  });
});

describe('profileSentence', () => {
  it('holds the numbers of the plot', () => {
    expect(profileSentence([result, series(0, 'Input', 'a.tif', [1, 2, 3])], 'µm')).toBe(
      'Line profile over 2 µm. Result: full width at half maximum 500 nm and 500 nm, peaks 1 µm apart; Input: no peak.',
    );
  });
});
