import { axesMargins, axesOver, axesSvg, placing, type Range } from './axes-svg';
import { curveSvg } from './curve-svg';
import type { FigurePlot, FigureSeries } from './figure';
import { keySvg } from './key-svg';
import type { Place } from './layout';
import { element, text } from './svg';

/** Curves as paths and text, on white, with axes, grid and key. */
export function plotSvg(
  plot: FigurePlot,
  place: Place,
  { letter, fontSize, letterSize }: { letter: string; fontSize: number; letterSize: number },
): string {
  const axes = axesOver(range(plot.series, 'x'), range(plot.series, 'y'), plot.xTitle, plot.yTitle);
  const key = keySvg(plot.series, place, fontSize, letter === '' ? 0 : letterSize * 1.5);
  const { left, bottom } = axesMargins(axes, fontSize);
  const above = key.height + fontSize * 0.6;
  const inside: Place = {
    x: place.x + left,
    y: place.y + above,
    width: place.width - left - fontSize,
    height: place.height - above - bottom,
  };
  const onPage = placing(axes, inside);
  return element(
    'g',
    { id: 'profile', fill: '#222' },
    text(letter, place.x, place.y + letterSize * 0.75, { 'font-size': letterSize, 'font-weight': 700 }),
    key.svg,
    axesSvg(axes, inside, fontSize),
    ...plot.series.map((series) => curveSvg(series, series.style, onPage)),
  );
}

function range(series: FigureSeries[], axis: 'x' | 'y'): Range {
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
