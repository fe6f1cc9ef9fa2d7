import { placing, type PlacedAxes } from './axes-svg';
import type { BaselineLine } from './loss-curves';
import { CHARACTER } from './text-width';

/** The words at the right end of a baseline: their lines, where they begin, and their middle, in points. */
export interface PlacedLabel {
  lines: string[];
  x: number;
  middle: number;
}

/** Between the end of a line and its words, and from one line of words to the next, against the size of the text. */
const GAP = 1.2;
export const LINE_HEIGHT = 1.15;
/** Name and value stand in two lines where they would take more than this of the page's width in one. */
const WIDEST = 0.25;

/** How much room the words need at the right of a plot, in points; 0 without baselines. */
export function baselineMargin(
  baselines: readonly BaselineLine[],
  pageWidth: number,
  fontSize: number,
): number {
  const lines = baselines.flatMap((baseline) => wordsOf(baselines, baseline, pageWidth, fontSize));
  return lines.length === 0 ? 0 : widthOf(lines, fontSize);
}

/** The words of baselines at the ends of their lines; those that would run into one another are moved apart. */
export function placeBaselineLabels(
  baselines: readonly BaselineLine[],
  { axes, inside }: PlacedAxes,
  pageWidth: number,
  fontSize: number,
): PlacedLabel[] {
  const onPage = placing(axes, inside);
  const words = baselines.map((baseline) => wordsOf(baselines, baseline, pageWidth, fontSize));
  const separation = fontSize * LINE_HEIGHT * Math.max(0, ...words.map(({ length }) => length));
  const wanted = baselines.map(({ value }) => onPage.y(value));
  const middles = movedApart(wanted, separation, inside.y, inside.y + inside.height);
  const x = inside.x + inside.width + fontSize * GAP;
  return words.map((lines, i) => ({ lines, x, middle: middles[i]! }));
}

/** What is written at a line: all in one line, or all in two. */
function wordsOf(
  all: readonly BaselineLine[],
  { name, text }: BaselineLine,
  pageWidth: number,
  fontSize: number,
): string[] {
  const isWide =
    widthOf(
      all.map((one) => `${one.name} ${one.text}`),
      fontSize,
    ) >
    WIDEST * pageWidth;
  return isWide ? [name, text] : [`${name} ${text}`];
}

function widthOf(lines: readonly string[], fontSize: number): number {
  return fontSize * (GAP + CHARACTER * Math.max(...lines.map(({ length }) => length)));
}

/**
 * Places near those wanted, at least `separation` from one another, in the same order: what stands too close forms a
 * group around its middle. None leaves `from` to `to` while there is room.
 */
export function movedApart(
  wanted: readonly number[],
  separation: number,
  from: number,
  to: number,
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const groups: { members: number[]; middle: number }[] = [];
  for (const index of order) {
    groups.push({ members: [index], middle: wanted[index]! });
    for (;;) {
      const [above, below] = groups.slice(-2);
      if (!above || !below) break;
      const needed = ((above.members.length + below.members.length) / 2) * separation;
      if (below.middle - above.middle >= needed) break;
      const members = [...above.members, ...below.members];
      const middle = members.reduce((sum, member) => sum + wanted[member]!, 0) / members.length;
      groups.splice(-2, 2, { members, middle });
    }
  }
  const placed = new Array<number>(wanted.length).fill(0);
  for (const { members, middle } of groups) {
    const height = (members.length - 1) * separation;
    const first = Math.max(from, Math.min(middle - height / 2, to - height));
    members.forEach((member, i) => (placed[member] = first + i * separation));
  }
  return placed;
}
