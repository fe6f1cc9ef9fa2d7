import type { SeriesStyle } from './series';
import { element, number } from './svg';

/** Places on the page, in points, of values on the two axes of a plot. */
export interface OnPage {
  x: (value: number) => number;
  y: (value: number) => number;
}

/** A curve as a path, interrupted where a value is no number; `attributes` are added to it. */
export function curveSvg(
  { x, y }: { x: ArrayLike<number>; y: ArrayLike<number> },
  style: SeriesStyle,
  onPage: OnPage,
  attributes: Record<string, string | number> = {},
): string {
  let d = '';
  let isDrawing = false;
  for (let i = 0; i < y.length; i++) {
    if (Number.isFinite(y[i]))
      d += `${isDrawing ? 'L' : 'M'}${number(onPage.x(x[i]!))} ${number(onPage.y(y[i]!))}`;
    isDrawing = Number.isFinite(y[i]);
  }
  return element('path', {
    class: 'curve',
    d,
    fill: 'none',
    ...strokeOf(style),
    'stroke-linejoin': 'round',
    ...attributes,
  });
}

/** Colour, width and dash of a series on paper: a pixel of the screen is half a point. */
export function strokeOf({
  print,
  width,
  dash,
}: SeriesStyle): Record<'stroke' | 'stroke-width' | 'stroke-dasharray', string | number | undefined> {
  return {
    stroke: print,
    'stroke-width': width / 2,
    'stroke-dasharray': dash.length ? dash.map((length) => length / 2).join(' ') : undefined,
  };
}
