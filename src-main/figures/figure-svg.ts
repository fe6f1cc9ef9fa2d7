import { letterOf, type Figure } from './figure';
import { layOutFigure } from './layout';
import { panelSvg } from './panel-svg';
import { plotSvg } from './plot-svg';
import { element, number } from './svg';

/** What text is set in: Inter where it is installed (or where the window brings it), else what every computer has. */
const FONTS = "Inter, 'Inter Variable', Arial, Helvetica, sans-serif";

/**
 * The figure as an SVG document: its unit is the point, its size on paper is in millimetres, text is text, curves are
 * paths, pixels are pixels. `styles` is CSS to embed (a font for drawing it as a picture); files need none.
 */
export function figureSvg(figure: Figure, styles = ''): string {
  const { fontSizePt: fontSize } = figure;
  const { width, height, panels, plot, letterSize } = layOutFigure(figure);
  const letter = (index: number): string => (figure.letters ? letterOf(index) : '');
  const millimetres = (points: number): string => `${number((points / 72) * 25.4)}mm`;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: millimetres(width),
      height: millimetres(height),
      viewBox: `0 0 ${number(width)} ${number(height)}`,
      'font-family': FONTS,
      'font-size': fontSize,
      'stroke-width': 0.5,
    },
    styles === '' ? '' : element('style', {}, styles),
    element('rect', { width, height, fill: '#fff' }),
    ...figure.panels.map((panel, i) =>
      panelSvg(panel, panels[i]!, { id: `panel-${letterOf(i)}`, letter: letter(i), fontSize, letterSize }),
    ),
    figure.plot && plot
      ? plotSvg(figure.plot, plot, { letter: letter(figure.panels.length), fontSize, letterSize })
      : '',
  );
}
