import type { Calibration } from '../contract/image';
import { fileInfo, type SeriesReport } from '../jobs/file-info';
import { defineCommand } from './command';
import { fileParameter } from './parameters';

/** Shape, axes, type, calibration and statistics of an image file. */
export const info = defineCommand({
  id: 'info',
  title: 'Image information',
  help: 'Tells shape, axes, pixel type, calibration and statistics of an image file.',
  menu: ['Image', 'Information'],
  shortcut: 'I',
  when: ({ hasImage }) => hasImage,
  act: (window) => window.showInfo(),
  parameters: { file: fileParameter('FILE', 'An image file, or a folder of single planes.') },
  run: (session, { file }, options) => fileInfo(session, file, options),
  describe: ({ file, format, series }) =>
    [`${file}: ${format}`, ...series.flatMap(describeSeries)].join('\n'),
});

function describeSeries(series: SeriesReport, index: number): string[] {
  const { shape, axes, dtype, min, max, mean, std, nonFinite, calibration, channelNames, notes } = series;
  const number = (value: number | null) => (value === null ? 'none' : String(Number(value.toPrecision(8))));
  const named = channelNames.filter((name) => name !== null);
  return [
    `  series ${index + 1}: ${axes} ${shape.join(' x ')}, ${dtype}${series.name ? `, "${series.name}"` : ''}`,
    `    values ${number(min)} to ${number(max)}, mean ${number(mean)}, SD ${number(std)}${nonFinite > 0 ? `, ${nonFinite} not finite` : ''}`,
    `    ${describeCalibration(calibration)}`,
    ...(named.length > 0 ? [`    channels ${named.join(', ')}`] : []),
    ...notes.map((note) => `    note: ${note}`),
  ];
}

/** "pixel 0.1 x 0.1 µm, slices 0.3 µm apart, a frame every 0.5 s", or that nothing is known. */
export function describeCalibration({ pixelSizeUm: { x, y, z }, frameIntervalS }: Calibration): string {
  const parts = [
    x === null || y === null ? null : `pixel ${x} x ${y} µm`,
    z === null ? null : `slices ${z} µm apart`,
    frameIntervalS === null ? null : `a frame every ${frameIntervalS} s`,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(', ') : 'no pixel size in the file';
}
