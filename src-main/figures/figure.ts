import type { SeriesStyle } from './series';

/** Points (1/72 inch) per millimetre: a figure's SVG is drawn in points, so that text sizes are what an editor shows. */
export const POINTS_PER_MM = 72 / 25.4;

/** A figure for a paper, as data: panels of one field in rows, and a line profile below them. */
export interface Figure {
  widthMm: number;
  /** Size of all text but the letters of the panels, which are a third larger. */
  fontSizePt: number;
  /** Panels in a row. */
  columns: number;
  /** Whether panels carry a, b, c in their corner. */
  letters: boolean;
  panels: FigurePanel[];
  plot: FigurePlot | null;
}

/** A rectangle of the field a panel shows, in world units (µm or pixels) from the panel's upper left corner. */
export interface FieldRectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A picture, and the part of the field its pixels cover. */
export interface PlacedPicture extends FieldRectangle {
  /** Address of a PNG: a data URI in files. */
  href: string;
  /** Pixels stay squares; else several are averaged where they are smaller than a pixel of the output. */
  pixelated: boolean;
}

/** A picture of a field with what is drawn on it. Lengths of the field are in world units. */
export interface FigurePanel {
  /** In the lower left corner; empty for none. */
  label: string;
  /** Under the panel, such as "24.58 dB"; empty for none. */
  caption: string;
  field: { width: number; height: number };
  /** Null where the image has no pixels in this field. */
  picture: PlacedPicture | null;
  scaleBar: ScaleBar | null;
  /** A frame around a part of the field. */
  box: FieldRectangle | null;
  /** The line of the profile. */
  line: { x1: number; y1: number; x2: number; y2: number } | null;
  inset: FigureInset | null;
}

/** A bar of known length in a lower corner. */
export interface ScaleBar {
  /** In world units. */
  length: number;
  /** Above the bar; empty for a bar alone. */
  text: string;
  corner: 'left' | 'right';
}

/** A part of the field, magnified, in a corner. */
export interface FigureInset {
  part: FieldRectangle;
  picture: PlacedPicture | null;
  /** Against the panel around it; less is drawn where it would cover more than {@link LARGEST_INSET}. */
  magnification: number;
}

/** An inset covers at most this part of each side of its panel. */
const LARGEST_INSET = 0.6;

/** Curves over one axis. */
export interface FigurePlot {
  xTitle: string;
  yTitle: string;
  series: FigureSeries[];
}

/** A curve with its name in the key. Values that are no numbers interrupt it. */
export interface FigureSeries {
  name: string;
  style: SeriesStyle;
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

/** The letter of a panel: a, b, c; the plot's follows that of the last picture. */
export function letterOf(index: number): string {
  return String.fromCharCode(97 + index);
}

/** How far an inset is magnified, kept small enough for its panel. */
export function drawnMagnification(
  { part, magnification }: FigureInset,
  field: FigurePanel['field'],
): number {
  return Math.min(
    magnification,
    (LARGEST_INSET * field.width) / part.width,
    (LARGEST_INSET * field.height) / part.height,
  );
}

/** A corner of a panel. */
export interface Corner {
  side: 'left' | 'right';
  end: 'top' | 'bottom';
}

/**
 * The corner for a panel's inset: the upper right one, or where it would cover the magnified part or the line of the
 * profile there, the next that covers less. The scale bar's corner stays free: it would be read as the inset's.
 */
export function insetCorner(panel: FigurePanel, inset: FigureInset): Corner {
  const { field, scaleBar, line } = panel;
  const magnification = drawnMagnification(inset, field);
  const size = { width: inset.part.width * magnification, height: inset.part.height * magnification };
  const corners: Corner[] = [
    { side: 'right', end: 'top' },
    { side: 'left', end: 'top' },
    { side: scaleBar?.corner === 'left' ? 'right' : 'left', end: 'bottom' },
  ];
  const covered = (corner: Corner): number => {
    const place = { ...cornerPlace(corner, size, field), ...size };
    const box = overlap(place, inset.part);
    if (!line) return box;
    const { x1, y1, x2, y2 } = line;
    const along = Array.from({ length: 21 }, (_, i) => ({
      x: x1 + ((x2 - x1) * i) / 20,
      y: y1 + ((y2 - y1) * i) / 20,
    }));
    const hidden = along.filter(
      ({ x, y }) => x >= place.x && y >= place.y && x <= place.x + size.width && y <= place.y + size.height,
    );
    return box + hidden.length / along.length;
  };
  return corners.reduce((best, corner) => (covered(corner) < covered(best) ? corner : best));
}

/** Where a rectangle of a size lies in a corner of a field. */
export function cornerPlace(
  { side, end }: Corner,
  size: { width: number; height: number },
  field: { width: number; height: number },
): { x: number; y: number } {
  return {
    x: side === 'left' ? 0 : field.width - size.width,
    y: end === 'top' ? 0 : field.height - size.height,
  };
}

/** The part of `b` that `a` covers, from 0 to 1. */
function overlap(a: FieldRectangle, b: FieldRectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? (width * height) / (b.width * b.height) : 0;
}
