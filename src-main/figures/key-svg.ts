import { strokeOf } from './curve-svg';
import type { Place } from './layout';
import type { SeriesStyle } from './series';
import { element, number, text } from './svg';
import { CHARACTER } from './text-width';

/** A line of the key: what is drawn like this is called so. */
export interface KeyEntry {
  name: string;
  style: SeriesStyle;
}

/** The names of the curves in rows, as many to a row as fit; and how high the rows are together. */
export function keySvg(
  entries: readonly KeyEntry[],
  place: Place,
  fontSize: number,
  indent: number,
): { svg: string; height: number } {
  const [sample, gap, line] = [fontSize * 2, fontSize * 1.5, fontSize * 1.4];
  let [x, row, svg] = [indent, 0, ''];
  for (const { name, style } of entries) {
    const width = sample + fontSize * 0.5 + name.length * CHARACTER * fontSize;
    if (x > indent && x + width > place.width) [x, row] = [indent, row + 1];
    const y = place.y + fontSize + row * line;
    svg +=
      element('path', {
        d: `M${number(place.x + x)} ${number(y - fontSize * 0.35)}h${number(sample)}`,
        ...strokeOf(style),
      }) + text(name, place.x + x + sample + fontSize * 0.5, y);
    x += width + gap;
  }
  return { svg, height: (row + 1) * line };
}
