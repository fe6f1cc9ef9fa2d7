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

/** A part of the field, magnified, in the upper right corner. */
export interface FigureInset {
  part: FieldRectangle;
  picture: PlacedPicture | null;
  /** Against the panel around it; less is drawn where it would cover more than {@link LARGEST_INSET}. */
  magnification: number;
}

/** An inset covers at most this part of each side of its panel. */
export const LARGEST_INSET = 0.6;

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
