import { encode } from 'fast-png';
import type { Figure, FigurePanel } from '../../../src-main/figures/figure';
import { seriesStyles } from '../../../src-main/figures/series';

/** A one-pixel PNG. */
export const PIXEL_PNG = Buffer.from(encode({ width: 1, height: 1, channels: 1, data: new Uint8Array(1) }));
export const PICTURE = `data:image/png;base64,${PIXEL_PNG.toString('base64')}`;

/** A panel of a field of 40 x 20 µm. */
export function aPanel(changes: Partial<FigurePanel> = {}): FigurePanel {
  return {
    label: 'Frame',
    caption: '',
    field: { width: 40, height: 20 },
    picture: { href: PICTURE, x: 0, y: 0, width: 40, height: 20, pixelated: true },
    scaleBar: null,
    box: null,
    line: null,
    inset: null,
    ...changes,
  };
}

/** A figure of such panels. */
export function aFigure(changes: Partial<Figure> = {}): Figure {
  return {
    widthMm: 89,
    fontSizePt: 7,
    columns: 2,
    letters: true,
    panels: [aPanel(), aPanel({ label: 'Result' })],
    plot: null,
    ...changes,
  };
}

/** A plot of two curves. */
export function aPlot(): NonNullable<Figure['plot']> {
  const [frame, result] = seriesStyles(['input', 'result']);
  return {
    xTitle: 'Distance (µm)',
    yTitle: 'Normalised',
    series: [
      { name: 'Frame', style: frame!, x: [0, 1, 2, 3], y: [0, 1, 0.5, 0.2] },
      { name: 'Result', style: result!, x: [0, 1, 2, 3], y: [0.1, NaN, 1, 0] },
    ],
  };
}
