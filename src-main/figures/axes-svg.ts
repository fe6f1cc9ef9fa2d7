import type { OnPage } from './curve-svg';
import type { Place } from './layout';
import { element, number, text } from './svg';
import { CHARACTER } from './text-width';
import { ticks, type Ticks } from './ticks';

/** From the smallest to the largest value of an axis. */
export interface Range {
  min: number;
  max: number;
}

/** The axes of a plot: ranges, round values on them, and what they are called (with the unit in parentheses). */
export interface Axes {
  x: Range;
  y: Range;
  xTicks: Ticks;
  yTicks: Ticks;
  xTitle: string;
  yTitle: string;
}

/** A plot within a figure: its axes, and the rectangle they border. */
export interface PlacedAxes {
  axes: Axes;
  inside: Place;
}

/** Axes over ranges, with up to six round values below and up to five at the side. */
export function axesOver(x: Range, y: Range, xTitle = '', yTitle = '', most = { x: 6, y: 5 }): Axes {
  const [xTicks, yTicks] = [ticks(x.min, x.max, most.x), ticks(y.min, y.max, most.y)];
  return { x, y, xTicks, yTicks, xTitle, yTitle };
}

/** How much room the words of the axes take at the left and below, in points. */
export function axesMargins(
  { yTicks, xTitle, yTitle }: Axes,
  fontSize: number,
): { left: number; bottom: number } {
  const longest = Math.max(0, ...yTicks.values.map((value) => tickText(value, yTicks).length));
  return {
    left: fontSize * (yTitle === '' ? 1 : 2) + longest * CHARACTER * fontSize,
    bottom: fontSize * (xTitle === '' ? 1.8 : 3.2),
  };
}

/** Where values of the axes lie within the rectangle that they border. */
export function placing({ x, y }: Pick<Axes, 'x' | 'y'>, inside: Place): OnPage {
  return {
    x: (value) => inside.x + ((value - x.min) / (x.max - x.min || 1)) * inside.width,
    y: (value) => inside.y + inside.height - ((value - y.min) / (y.max - y.min || 1)) * inside.height,
  };
}

/** Horizontal grid, ticks, axes and titles around the rectangle `inside`. */
export function axesSvg(axes: Axes, inside: Place, fontSize: number): string {
  const { xTicks, yTicks, xTitle, yTitle } = axes;
  const onPage = placing(axes, inside);
  const [left, right, top] = [inside.x, inside.x + inside.width, inside.y];
  const bottom = inside.y + inside.height;
  const grid = yTicks.values.map((value) => {
    const y = onPage.y(value);
    return (
      element('path', { d: `M${number(left)} ${number(y)}H${number(right)}`, stroke: '#ddd' }) +
      text(tickText(value, yTicks), left - fontSize * 0.5, y + fontSize * 0.35, { 'text-anchor': 'end' })
    );
  });
  const below = xTicks.values.map((value) => {
    const x = onPage.x(value);
    return (
      element('path', { d: `M${number(x)} ${number(bottom)}v${number(fontSize * 0.4)}`, stroke: '#333' }) +
      text(tickText(value, xTicks), x, bottom + fontSize * 1.4, { 'text-anchor': 'middle' })
    );
  });
  const lines = element('path', {
    d: `M${number(left)} ${number(top)}V${number(bottom)}H${number(right)}`,
    fill: 'none',
    stroke: '#333',
  });
  const yTitleX = left - axesMargins(axes, fontSize).left + fontSize * 0.9;
  return [
    ...grid,
    ...below,
    lines,
    text(xTitle, (left + right) / 2, bottom + fontSize * 2.8, { 'text-anchor': 'middle' }),
    text(yTitle, 0, 0, {
      transform: `translate(${number(yTitleX)} ${number((top + bottom) / 2)}) rotate(-90)`,
      'text-anchor': 'middle',
    }),
  ].join('');
}

function tickText(value: number, { digits }: Ticks): string {
  return value.toFixed(digits).replace('-', '\u2212');
}
