import type { FigurePlot, FigureSeries } from './figure';
import type { Place } from './layout';
import { element, number, text } from './svg';
import { ticks, type Ticks } from './ticks';

/** Width of a character against the size of its text, on the generous side: nothing here can measure text. */
const CHARACTER = 0.6;

/** Curves as paths and text, on white, with axes, grid and key. */
export function plotSvg(
  plot: FigurePlot,
  place: Place,
  { letter, fontSize, letterSize }: { letter: string; fontSize: number; letterSize: number },
): string {
  const [xRange, yRange] = [range(plot.series, 'x'), range(plot.series, 'y')];
  const [xTicks, yTicks] = [ticks(xRange.min, xRange.max), ticks(yRange.min, yRange.max, 5)];
  const labels = yTicks.values.map((value) => tickText(value, yTicks));
  const key = keySvg(plot.series, place, fontSize, letter === '' ? 0 : letterSize * 1.5);
  const left =
    place.x + fontSize * 2 + Math.max(0, ...labels.map(({ length }) => length)) * CHARACTER * fontSize;
  const right = place.x + place.width - fontSize;
  const top = place.y + key.height + fontSize * 0.6;
  const bottom = place.y + place.height - fontSize * 3.2;
  const onX = (value: number) =>
    left + ((value - xRange.min) / (xRange.max - xRange.min || 1)) * (right - left);
  const onY = (value: number) =>
    bottom - ((value - yRange.min) / (yRange.max - yRange.min || 1)) * (bottom - top);
  const middle = (top + bottom) / 2;
  return element(
    'g',
    { id: 'profile', fill: '#222' },
    text(letter, place.x, place.y + letterSize * 0.75, { 'font-size': letterSize, 'font-weight': 700 }),
    key.svg,
    ...yTicks.values.map((value, i) => {
      const y = onY(value);
      return (
        element('path', { d: `M${number(left)} ${number(y)}H${number(right)}`, stroke: '#ddd' }) +
        text(labels[i]!, left - fontSize * 0.5, y + fontSize * 0.35, { 'text-anchor': 'end' })
      );
    }),
    ...xTicks.values.map((value) => {
      const x = onX(value);
      return (
        element('path', { d: `M${number(x)} ${number(bottom)}v${number(fontSize * 0.4)}`, stroke: '#333' }) +
        text(tickText(value, xTicks), x, bottom + fontSize * 1.4, { 'text-anchor': 'middle' })
      );
    }),
    element('path', {
      d: `M${number(left)} ${number(top)}V${number(bottom)}H${number(right)}`,
      fill: 'none',
      stroke: '#333',
    }),
    ...plot.series.map((series) => curve(series, onX, onY)),
    text(plot.xTitle, (left + right) / 2, bottom + fontSize * 2.8, { 'text-anchor': 'middle' }),
    text(plot.yTitle, 0, 0, {
      transform: `translate(${number(place.x + fontSize * 0.9)} ${number(middle)}) rotate(-90)`,
      'text-anchor': 'middle',
    }),
  );
}

/** The names of the curves in rows, as many to a row as fit. */
function keySvg(
  series: FigureSeries[],
  place: Place,
  fontSize: number,
  indent: number,
): { svg: string; height: number } {
  const [sample, gap, line] = [fontSize * 2, fontSize * 1.5, fontSize * 1.4];
  let [x, row, svg] = [indent, 0, ''];
  for (const { name, style } of series) {
    const width = sample + fontSize * 0.5 + name.length * CHARACTER * fontSize;
    if (x > indent && x + width > place.width) [x, row] = [indent, row + 1];
    const y = place.y + fontSize + row * line;
    svg +=
      element('path', {
        d: `M${number(place.x + x)} ${number(y - fontSize * 0.35)}h${number(sample)}`,
        stroke: style.print,
        'stroke-width': style.width / 2,
        'stroke-dasharray': style.dash.length ? style.dash.map((length) => length / 2).join(' ') : undefined,
      }) + text(name, place.x + x + sample + fontSize * 0.5, y);
    x += width + gap;
  }
  return { svg, height: (row + 1) * line };
}

function curve(
  { x, y, style }: FigureSeries,
  onX: (value: number) => number,
  onY: (value: number) => number,
): string {
  let d = '';
  let isDrawing = false;
  for (let i = 0; i < y.length; i++) {
    if (Number.isFinite(y[i])) d += `${isDrawing ? 'L' : 'M'}${number(onX(x[i]!))} ${number(onY(y[i]!))}`;
    isDrawing = Number.isFinite(y[i]);
  }
  return element('path', {
    class: 'curve',
    d,
    fill: 'none',
    stroke: style.print,
    'stroke-width': style.width / 2,
    'stroke-linejoin': 'round',
    'stroke-dasharray': style.dash.length ? style.dash.map((length) => length / 2).join(' ') : undefined,
  });
}

function range(series: FigureSeries[], axis: 'x' | 'y'): { min: number; max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (const { [axis]: values } of series) {
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue;
      min = Math.min(min, values[i]!);
      max = Math.max(max, values[i]!);
    }
  }
  return min <= max ? { min, max } : { min: 0, max: 1 };
}

function tickText(value: number, { digits }: Ticks): string {
  return value.toFixed(digits).replace('-', '\u2212');
}
