import type { ParameterMap } from '../contract/parameter-map';
import { secondValues, shortResolution } from '../imaging/parameter-map';
import { svgDocument } from './document-svg';
import { POINTS_PER_MM } from './figure';
import { mapColours } from './parameter-map-colours';
import { element, text } from './svg';
import { CHARACTER } from './text-width';

const WIDTH_MM = 120;
const FONT_SIZE = 7;
const CELL_HEIGHT = 26;
/** Room for the names and values of the rows, and of the columns. */
const LEFT = 62;
const TOP = 24;
const MARGIN = 6;

/** A map of parameters as an SVG document: a field for each setting, the best in a frame, and below what it says. */
export function parameterMapSvg(map: ParameterMap): string {
  const { swept, settings, best, pixelSizeUm, sentence } = map;
  const seconds = secondValues(swept);
  const columns = swept.radii.length;
  const width = WIDTH_MM * POINTS_PER_MM;
  const cellWidth = (width - LEFT - MARGIN) / columns;
  const colours = mapColours(map);
  const middle = { 'text-anchor': 'middle' };

  const place = (n: number) => ({
    x: LEFT + (n % columns) * cellWidth,
    y: TOP + Math.floor(n / columns) * CELL_HEIGHT,
  });
  const cells = settings.map((one, n) => {
    const { x, y } = place(n);
    const { ground, ink } = colours[n]!;
    const centre = x + cellWidth / 2;
    const detail = `${shortResolution(one, pixelSizeUm)}, ${one.rsp.toFixed(2)}`;
    return (
      element('rect', { x, y, width: cellWidth, height: CELL_HEIGHT, fill: ground, stroke: '#fff' }) +
      text(one.qnr.toFixed(2), centre, y + 11, { ...middle, 'font-weight': 600, fill: ink }) +
      text(detail, centre, y + 20.5, { ...middle, 'font-size': FONT_SIZE * 0.8, fill: ink })
    );
  });
  const bottom = TOP + seconds.length * CELL_HEIGHT;
  const lines = wrapped(
    `${sentence} In each field: QnR, and below it resolution and RSP; ${map.frames} frames.`,
    (width - 2 * MARGIN) / (FONT_SIZE * CHARACTER * 0.85),
  );
  const height = bottom + MARGIN + (lines.length + 0.5) * FONT_SIZE * 1.4;
  const frame = best === null ? null : place(best);
  return svgDocument(
    { width, height, fontSize: FONT_SIZE, styles: '' },
    element(
      'g',
      { id: 'map', fill: '#222' },
      text(
        swept.method === 'srrf' ? 'Ring radius (pixels)' : 'Radius (pixels)',
        LEFT + (columns * cellWidth) / 2,
        9,
        middle,
      ),
      ...swept.radii.map((radius, n) => text(String(radius), LEFT + (n + 0.5) * cellWidth, 20, middle)),
      text(swept.method === 'srrf' ? 'Over time' : 'Sensitivity', MARGIN, 20),
      ...seconds.map((second, n) =>
        text(String(second), LEFT - 6, TOP + (n + 0.5) * CELL_HEIGHT + FONT_SIZE * 0.35, {
          'text-anchor': 'end',
        }),
      ),
      ...cells,
      frame
        ? element('rect', {
            id: 'best',
            x: frame.x + 1,
            y: frame.y + 1,
            width: cellWidth - 2,
            height: CELL_HEIGHT - 2,
            fill: 'none',
            stroke: '#d55e00',
            'stroke-width': 2,
          })
        : '',
      ...lines.map((line, n) => text(line, MARGIN, bottom + MARGIN + (n + 1) * FONT_SIZE * 1.4)),
    ),
  );
}

/** Words in lines of so many characters at most. */
function wrapped(words: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
