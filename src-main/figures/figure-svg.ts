import { svgDocument } from './document-svg';
import { letterOf, type Figure } from './figure';
import { layOutFigure } from './layout';
import { panelSvg } from './panel-svg';
import { plotSvg } from './plot-svg';

/**
 * The figure as an SVG document: its unit is the point, its size on paper is in millimetres, text is text, curves are
 * paths, pixels are pixels. `styles` is CSS to embed (a font for drawing it as a picture); files need none.
 */
export function figureSvg(figure: Figure, styles = ''): string {
  const { fontSizePt: fontSize } = figure;
  const { width, height, panels, plot, letterSize } = layOutFigure(figure);
  const letter = (index: number): string => (figure.letters ? letterOf(index) : '');
  return svgDocument(
    { width, height, fontSize, styles },
    ...figure.panels.map((panel, i) =>
      panelSvg(panel, panels[i]!, { id: `panel-${letterOf(i)}`, letter: letter(i), fontSize, letterSize }),
    ),
    figure.plot && plot
      ? plotSvg(figure.plot, plot, { letter: letter(figure.panels.length), fontSize, letterSize })
      : '',
  );
}
