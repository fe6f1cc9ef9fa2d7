import { axesMargins, axesOver, placing, type Axes, type PlacedAxes, type Range } from './axes-svg';
import { baselineMargin } from './baseline-labels';
import type { Place } from './layout';
import { lastEpoch, type LossCurves } from './loss-curves';
import { CHARACTER } from './text-width';
import { insetEpochs, insetRange, lossRange } from './loss-ranges';

/** The inset: its frame, its own plot, and the part of the plot around it that it magnifies. */
export interface PlacedInset extends PlacedAxes {
  frame: Place;
  marked: Place;
}

/** Where the plot of a figure stands, and where its inset. */
export interface LossLayout extends PlacedAxes {
  inset: PlacedInset | null;
}

/** Parts of the plot that the inset takes; in a narrow one more, so that its numbers have room. */
const INSET_PART = { width: 0.5, widest: 0.72, height: 0.44 };
const LEAST_CHARACTERS = 22;
/** The axis may grow by this much, a step at a time, so that the inset covers no curve. */
const GROWTH = [0, 0.15, 0.3, 0.5, 0.75];

/**
 * Places plot and inset below a key that ends at `top` of the page. The inset stands at the right, above or below the
 * curves: where it covers fewer of them. Where it would cover some, the axis reaches further at that end.
 */
export function layOutLossCurves(figure: LossCurves, page: Place, top: number): LossLayout {
  const { fontSizePt: fontSize, baselines } = figure;
  const range = lossRange(figure);
  const plotOver = (y: Range): PlacedAxes => {
    const epochs = { min: 0, max: Math.max(1, figure.plannedEpochs ?? 0, lastEpoch(figure.runs)) };
    const room = { ...page, y: top, height: page.y + page.height - top };
    const axes = epochAxes(epochs, y, room, fontSize, { x: 'Epoch', y: figure.yTitle });
    const { left, bottom } = axesMargins(axes, fontSize);
    const right = Math.max(fontSize, baselineMargin(baselines, page.width, fontSize)); // half of the last number below, or words
    const inside = {
      x: page.x + left,
      y: top,
      width: page.width - left - right,
      height: room.height - bottom,
    };
    return { axes, inside };
  };
  const shown = insetEpochs(figure);
  const within = shown && insetRange(figure, shown);
  if (!shown || !within) return { ...plotOver(range), inset: null };
  let best: { plot: PlacedAxes; frame: Place; covered: number } | null = null;
  for (const growth of GROWTH) {
    const extra = growth * (range.max - range.min);
    for (const end of ['top', 'bottom'] as const) {
      const { min, max } = range;
      const plot = plotOver(end === 'top' ? { min, max: max + extra } : { min: min - extra, max });
      const frame = insetFrame(plot.inside, end, fontSize);
      const covered = coveredValues(figure, plot, frame);
      if (!best || covered < best.covered) best = { plot, frame, covered };
    }
    if (best!.covered === 0) break;
  }
  const { plot, frame } = best!;
  return { ...plot, inset: placeInset(plot, frame, shown, within, fontSize) };
}

/** Axes with as many numbers as there is room for; those below are whole epochs. */
function epochAxes(
  epochs: Range,
  values: Range,
  { width, height }: Place,
  fontSize: number,
  titles: { x: string; y: string },
): Axes {
  const most = {
    x: between(2, Math.floor(width / (fontSize * 4)), 6),
    y: between(2, Math.floor(height / (fontSize * 2.5)), 5),
  };
  const axes = axesOver(epochs, values, titles.x, titles.y, most);
  const whole = axes.xTicks.values.filter(Number.isInteger);
  return { ...axes, xTicks: { values: whole, digits: 0 } };
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

function insetFrame(inside: Place, end: 'top' | 'bottom', fontSize: number): Place {
  const readable = Math.min(LEAST_CHARACTERS * CHARACTER * fontSize, inside.width * INSET_PART.widest);
  const width = Math.max(inside.width * INSET_PART.width, readable);
  const height = inside.height * INSET_PART.height;
  return {
    x: inside.x + inside.width - width,
    y: end === 'top' ? inside.y : inside.y + inside.height - height,
    width,
    height,
  };
}

/** How many values of curves, and baselines, lie below the frame. */
function coveredValues({ runs, baselines }: LossCurves, { axes, inside }: PlacedAxes, frame: Place): number {
  const onPage = placing(axes, inside);
  const isCovered = (x: number, y: number): boolean =>
    x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height;
  let covered = baselines.filter(({ value }) => isCovered(frame.x, onPage.y(value))).length;
  for (const { epochs, validation, training } of runs) {
    for (const values of [validation, training]) {
      covered += values.filter((value, i) => isCovered(onPage.x(epochs[i]!), onPage.y(value))).length;
    }
  }
  return covered;
}

function placeInset(
  plot: PlacedAxes,
  frame: Place,
  epochs: Range,
  values: Range,
  fontSize: number,
): PlacedInset {
  const around = { min: epochs.min - 0.5, max: epochs.max + 0.5 };
  const axes = epochAxes(around, values, frame, fontSize, { x: '', y: '' });
  const { left, bottom } = axesMargins(axes, fontSize);
  const [title, right] = [fontSize * 2, fontSize * 0.8];
  const onPage = placing(plot.axes, plot.inside);
  const [x, y] = [onPage.x(around.min), onPage.y(values.max)];
  return {
    axes,
    frame,
    inside: {
      x: frame.x + left,
      y: frame.y + title,
      width: frame.width - left - right,
      height: frame.height - title - bottom,
    },
    // The last half epoch lies beyond the plot's border.
    marked: { x, y, width: onPage.x(epochs.max) - x, height: onPage.y(values.min) - y },
  };
}
