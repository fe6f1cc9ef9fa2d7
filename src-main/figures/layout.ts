import { POINTS_PER_MM, type Figure } from './figure';

/** A place on the page, in points. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where everything of a figure stands, in points. */
export interface FigureLayout {
  width: number;
  height: number;
  /** The pictures' places, in order. */
  panels: Place[];
  plot: Place | null;
  letterSize: number;
}

/** Between panels. */
const GAP_MM = 3;

/** Width of a panel among `columns` others in a row, in mm. */
export function panelWidthMm(widthMm: number, columns: number): number {
  return (widthMm - GAP_MM * (columns - 1)) / columns;
}

/** Places the panels in rows of equal width, and the plot below them over the whole width. */
export function layOutFigure(figure: Figure): FigureLayout {
  const width = figure.widthMm * POINTS_PER_MM;
  const gap = GAP_MM * POINTS_PER_MM;
  const letterSize = (figure.fontSizePt * 4) / 3;
  const columns = Math.max(1, Math.min(figure.columns, figure.panels.length));
  const panelWidth = panelWidthMm(figure.widthMm, columns) * POINTS_PER_MM;
  const captionHeight = figure.panels.some(({ caption }) => caption !== '') ? figure.fontSizePt * 1.6 : 0;
  const panels: Place[] = [];
  let y = 0;
  for (let row = 0; row * columns < figure.panels.length; row++) {
    const inRow = figure.panels.slice(row * columns, (row + 1) * columns);
    const heights = inRow.map(({ field }) => (panelWidth * field.height) / field.width);
    if (row > 0) y += gap;
    heights.forEach((height, column) =>
      panels.push({ x: column * (panelWidth + gap), y, width: panelWidth, height }),
    );
    y += Math.max(...heights) + captionHeight;
  }
  const plot = figure.plot
    ? { x: 0, y: y + gap, width, height: Math.min(55, Math.max(38, figure.widthMm * 0.32)) * POINTS_PER_MM }
    : null;
  return { width, height: plot ? plot.y + plot.height : y, panels, plot, letterSize };
}
