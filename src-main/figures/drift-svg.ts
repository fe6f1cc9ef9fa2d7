import type { DriftReport } from '../contract/drift';
import { svgDocument } from './document-svg';
import { POINTS_PER_MM } from './figure';
import { plotSvg } from './plot-svg';
import { runStyles } from './series';

const WIDTH_MM = 120;
const HEIGHT_MM = 70;
const FONT_SIZE = 7;

/** Drift over frames as an SVG document: to the right and down, in nm where the size of a pixel is known. */
export function driftSvg({ frames, shifts, pixelSizeUm }: DriftReport): string {
  const [right, down] = runStyles(2) as [ReturnType<typeof runStyles>[0], ReturnType<typeof runStyles>[0]];
  const scale = pixelSizeUm === null ? 1 : 1000 * pixelSizeUm;
  const plot = {
    xTitle: 'Frame',
    yTitle: pixelSizeUm === null ? 'Drift (pixels)' : 'Drift (nm)',
    series: [
      { name: 'to the right', style: right, x: frames, y: shifts.map(({ x }) => x * scale) },
      { name: 'down', style: down, x: frames, y: shifts.map(({ y }) => y * scale) },
    ],
  };
  const [width, height] = [WIDTH_MM * POINTS_PER_MM, HEIGHT_MM * POINTS_PER_MM];
  const margin = FONT_SIZE * 0.6;
  const place = { x: margin, y: margin, width: width - 2 * margin, height: height - 2 * margin };
  return svgDocument(
    { width, height, fontSize: FONT_SIZE, styles: '' },
    plotSvg(plot, place, { letter: '', fontSize: FONT_SIZE, letterSize: FONT_SIZE }),
  );
}
