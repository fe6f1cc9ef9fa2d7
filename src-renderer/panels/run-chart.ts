import type { Chart, ChartDataset, Plugin, Scale } from 'chart.js';
import { LINE_HEIGHT, placeBaselineLabels, type PlacedLabel } from '../../src-main/figures/baseline-labels';
import type { LossCurves, RunCurves } from '../../src-main/figures/loss-curves';
import { layOutLossCurves, type LossLayout } from '../../src-main/figures/loss-layout';
import { TRAINING_OPACITY, trainingStyle, type SeriesStyle } from '../../src-main/figures/series';
import type { Ticks } from '../../src-main/figures/ticks';
import { scaledPx, themeColour } from '../state/theme-colours';
import type { LineChartConfiguration } from './chart.svelte';
import { drawInset } from './run-inset';

/** What is plotted of a run, and how large. */
export interface RunPlot {
  curves: LossCurves;
  /** CSS pixels of the canvas. */
  size: { width: number; height: number };
  /** The epoch under the pointer; null where there is none. */
  cursor: number | null;
  /** The last finished epoch of a run that goes on; null for one that has ended. */
  now: number | null;
}

/** Up to so many values each one is a point, where they are so far apart; pixels at 100 %. */
const MOST_POINTS = 30;
const POINTS_APART = 8;
const POINT = 2.5;
/** In a smaller plot the inset would hide more than it shows; pixels at 100 %. */
const SMALLEST_WITH_INSET = { width: 460, height: 280 };

/** The curves of a run as Chart.js wants them. Reads colours and sizes off the theme. */
export function runChart(plot: RunPlot): LineChartConfiguration {
  const { curves, size } = plot;
  const fontSize = scaledPx(11);
  const hasInset =
    size.width >= scaledPx(SMALLEST_WITH_INSET.width) && size.height >= scaledPx(SMALLEST_WITH_INSET.height);
  const figure = { ...curves, fontSizePt: fontSize, lastEpochs: hasInset ? curves.lastEpochs : 0 };
  const layout = layOutLossCurves(figure, { x: 0, y: 0, ...size }, scaledPx(8));
  const { axes, inside } = layout;
  const font = { family: themeColour('--font'), size: fontSize };
  const axis = {
    type: 'linear' as const,
    border: { color: themeColour('--line-strong') },
  };
  const title = { display: true, font, color: themeColour('--t2'), padding: 2 };
  const tick = { font, color: themeColour('--t2'), autoSkip: false, maxRotation: 0 };
  return {
    type: 'line',
    data: {
      datasets: curves.runs.flatMap((run) =>
        datasetsOf(run, inside.width / (axes.x.max - axes.x.min) >= scaledPx(POINTS_APART)),
      ),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      events: [], // the rule follows the pointer by the page's own listener
      // The plot stands where the figure for print has it, so that inset and words fall into their places.
      layout: { padding: { top: inside.y, right: Math.max(0, size.width - inside.x - inside.width) } },
      scales: {
        x: {
          ...axis,
          min: axes.x.min,
          max: axes.x.max,
          afterFit: (scale: Scale) => void (scale.height = size.height - inside.y - inside.height),
          afterBuildTicks: (scale: Scale) => setTicks(scale, axes.xTicks),
          ticks: { ...tick, callback: (value: string | number) => tickText(Number(value), axes.xTicks) },
          grid: { drawOnChartArea: false, tickLength: 4, tickColor: themeColour('--line-strong') },
          title: { ...title, text: axes.xTitle },
        },
        y: {
          ...axis,
          min: axes.y.min,
          max: axes.y.max,
          afterFit: (scale: Scale) => void (scale.width = inside.x),
          afterBuildTicks: (scale: Scale) => setTicks(scale, axes.yTicks),
          ticks: { ...tick, callback: (value: string | number) => tickText(Number(value), axes.yTicks) },
          grid: { color: themeColour('--grid'), drawTicks: false, tickLength: 4 },
          title: { ...title, text: axes.yTitle },
        },
      },
      plugins: {
        [MARKS]: {
          plot,
          layout,
          labels: placeBaselineLabels(curves.baselines, layout, size.width, fontSize),
        },
      },
    } as LineChartConfiguration['options'] & object,
    plugins: [runMarks],
  };
}

/** A number on an axis, with as many digits as its neighbours. */
export function tickText(value: number, { digits }: Pick<Ticks, 'digits'>): string {
  return value.toFixed(digits).replace('-', '\u2212');
}

type Dataset = ChartDataset<'line', { x: number; y: number }[]>;

/** The training curve of a run, thin, and the validation curve over it, with a point for each of a few epochs. */
function datasetsOf(run: RunCurves, hasRoom: boolean): Dataset[] {
  const hasPoints = hasRoom && run.epochs.length <= MOST_POINTS;
  return [
    dataset(run.epochs, run.training, trainingStyle(run.style), TRAINING_OPACITY),
    { ...dataset(run.epochs, run.validation, run.style, 1), pointRadius: hasPoints ? scaledPx(POINT) : 0 },
  ];
}

function dataset(
  epochs: readonly number[],
  values: readonly number[],
  { token, width, dash }: SeriesStyle,
  opacity: number,
): Dataset {
  const colour = translucent(themeColour(token), opacity);
  return {
    data: epochs.map((x, i) => ({ x, y: values[i]! })),
    parsing: false,
    normalized: true,
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: scaledPx(width),
    borderDash: [...dash],
    borderJoinStyle: 'round',
    tension: 0,
    pointRadius: 0,
    clip: { left: scaledPx(POINT), right: scaledPx(POINT), top: 0, bottom: 0 }, // points at the ends are whole
  };
}

/** A colour of the theme, `#rrggbb` or `#rgb`, with so much opacity. */
function translucent(colour: string, opacity: number): string {
  const long = colour.length === 4 ? colour.replace(/[\da-f]/gi, '$&$&') : colour;
  return `${long}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;
}

function setTicks(scale: Scale, { values }: Ticks): void {
  scale.ticks = values.map((value) => ({ value }));
}

const MARKS = 'runMarks';

interface Marks {
  plot: RunPlot;
  layout: LossLayout;
  labels: PlacedLabel[];
}

/** Draws the baselines with their values, where the run is, the inset, and the rule with a dot on each curve. */
const runMarks: Plugin<'line'> = {
  id: MARKS,
  beforeDatasetsDraw(chart, _, options) {
    const { plot, labels } = options as unknown as Marks;
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.lineWidth = 1;
    ctx.font = `400 ${scaledPx(11)}px ${themeColour('--font')}`;
    ctx.fillStyle = themeColour('--t2');
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    for (const [i, { value, style }] of plot.curves.baselines.entries()) {
      const at = Math.round(chart.scales['y']!.getPixelForValue(value)) + 0.5;
      const { x, middle, lines } = labels[i]!;
      const points = [
        [chartArea.left, at],
        [chartArea.right, at],
        [x - scaledPx(3), middle],
      ] as const;
      path(ctx, points, themeColour(style.token), style.dash);
      const first = middle - ((lines.length - 1) / 2) * LINE_HEIGHT * scaledPx(11);
      lines.forEach((words, row) => ctx.fillText(words, x, first + row * LINE_HEIGHT * scaledPx(11)));
    }
    if (plot.now !== null) {
      const at = Math.round(chart.scales['x']!.getPixelForValue(plot.now)) + 0.5;
      const ends = [
        [at, chartArea.top],
        [at, chartArea.bottom],
      ] as const;
      path(ctx, ends, themeColour('--t3'), [5, 4]);
    }
    ctx.restore();
  },
  afterDatasetsDraw(chart, _, options) {
    const { plot, layout } = options as unknown as Marks;
    const { ctx } = chart;
    if (layout.inset) drawInset(ctx, plot.curves, layout.inset);
    if (plot.cursor !== null) drawRule(chart, plot, plot.cursor);
  },
};

function path(
  ctx: CanvasRenderingContext2D,
  points: readonly (readonly [number, number])[],
  colour: string,
  dash: readonly number[],
): void {
  ctx.strokeStyle = colour;
  ctx.setLineDash([...dash]);
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.stroke();
}

function drawRule({ ctx, chartArea, scales }: Chart, { curves }: RunPlot, epoch: number): void {
  const x = Math.round(scales['x']!.getPixelForValue(epoch)) + 0.5;
  ctx.save();
  ctx.lineWidth = 1;
  const ends = [
    [x, chartArea.top],
    [x, chartArea.bottom],
  ] as const;
  path(ctx, ends, themeColour('--t2'), [2, 3]);
  for (const { epochs, validation, training, style } of curves.runs) {
    const at = epochs.indexOf(epoch);
    for (const value of [training[at], validation[at]]) {
      if (value === undefined || !Number.isFinite(value)) continue;
      const y = scales['y']!.getPixelForValue(value);
      if (y < chartArea.top || y > chartArea.bottom) continue;
      ctx.fillStyle = themeColour(style.token);
      ctx.beginPath();
      ctx.arc(x, y, scaledPx(POINT), 0, 2 * Math.PI);
      ctx.fill();
    }
  }
  ctx.restore();
}
