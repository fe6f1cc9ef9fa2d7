import { formatNumber } from '../controls/number-text';
import type { Column } from '../controls/table-text';
import { profileNumbers, type ProfileNumbers, type ProfileSeries } from './profile-series';

type Unit = 'µm' | 'px';

/**
 * The values of profiles as a table, as they are plotted. Images of the same pixel size share the column of distances; the
 * others bring their own. Rows are numbers of points.
 */
export function profileColumns(
  series: readonly ProfileSeries[],
  unit: Unit,
  isNormalised: boolean,
): { columns: Column<number>[]; rows: number[] } {
  const columns: Column<number>[] = [];
  const counts = series.map(({ values }) => values.length);
  series.forEach(({ imageName, distances, values, normalised }, i) => {
    if (i === 0 || counts[i] !== counts[0]) {
      columns.push({ key: `distance-${i}`, title: 'Distance', unit, text: (row) => exact(distances[row]) });
    }
    columns.push({
      key: `values-${i}`,
      title: imageName,
      ...(isNormalised ? { unit: 'normalised' } : {}),
      text: (row) => exact((isNormalised ? normalised : values)[row]),
    });
  });
  return { columns, rows: Array.from({ length: Math.max(0, ...counts) }, (_, row) => row) };
}

/** What the table beside the plot tells: a row for each measure, a column for each image. */
export interface ProfileMeasure {
  name: string;
  unit: string;
  values: string[];
}

/** Widths, distance and dip of all images. Measures that no image has are left out. */
export function profileMeasures(series: readonly ProfileSeries[], unit: Unit): ProfileMeasure[] {
  const numbers = series.map(profileNumbers);
  const most = Math.max(0, ...numbers.map(({ fwhm }) => fwhm.length));
  const row = (name: string, of: string, value: (numbers: ProfileNumbers) => string): ProfileMeasure => ({
    name,
    unit: of,
    values: numbers.map(value),
  });
  const widths = Array.from({ length: most }, (_, at) =>
    row(most > 1 ? `FWHM, peak ${'AB'[at]}` : 'FWHM', widthUnit(unit), ({ fwhm }) =>
      widthText(fwhm[at] ?? null, unit),
    ),
  );
  if (numbers.every(({ distance }) => distance === null)) return widths;
  return [
    ...widths,
    row('Peak distance', unit, ({ distance }) => distanceText(distance, unit)),
    row('Dip between peaks', '%', ({ dip }) => (dip === null ? NONE : formatNumber(dip * 100, 0))),
  ];
}

/** The unit widths of peaks are told in. */
export function widthUnit(unit: Unit): string {
  return unit === 'µm' ? 'nm' : 'px';
}

/** A width of a peak: whole nanometres, or tenths of a pixel. */
export function widthText(width: number | null, unit: Unit): string {
  if (width === null) return NONE;
  return unit === 'µm' ? formatNumber(width * 1000, 0) : formatNumber(width, 1);
}

/** A distance of peaks: hundredths of a micrometre, or tenths of a pixel. */
export function distanceText(distance: number | null, unit: Unit): string {
  return distance === null ? NONE : formatNumber(distance, unit === 'µm' ? 2 : 1);
}

/** The plot in a sentence, with its numbers, for those who do not see it. */
export function profileSentence(series: readonly ProfileSeries[], unit: Unit): string {
  const parts = series.map((one) => {
    const { fwhm, distance } = profileNumbers(one);
    const widths = fwhm.flatMap((width) =>
      width === null ? [] : `${widthText(width, unit)} ${widthUnit(unit)}`,
    );
    const peaks = distance === null ? '' : `, peaks ${distanceText(distance, unit)} ${unit} apart`;
    const found = widths.length > 0 ? `full width at half maximum ${widths.join(' and ')}` : 'no peak';
    return `${one.name}: ${found}${peaks}`;
  });
  const length = series[0]?.distances.at(-1) ?? 0;
  return `Line profile over ${distanceText(length, unit)} ${unit}. ${parts.join('; ')}.`;
}

/** What stands where there is no number. */
export const NONE = '\u2013';

function exact(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(Number(value.toPrecision(9)));
}
