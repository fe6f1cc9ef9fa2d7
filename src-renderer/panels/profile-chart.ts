import type { Chart, ChartDataset, Plugin, Scale } from 'chart.js';
import { ticks } from '../../src-main/figures/ticks';
import { formatNumber } from '../controls/number-text';
import { profileNumbers, toldPeaks, valueAt, type ProfileSeries } from '../state/profile-series';
import { distanceText, widthText, widthUnit } from '../state/profile-table';
import { scaledPx, themeColour } from '../state/theme-colours';
import type { LineChartConfiguration } from './chart.svelte';

/** What is plotted. */
export interface ProfilePlot {
  series: readonly ProfileSeries[];
  unit: 'µm' | 'px';
  isNormalised: boolean;
  /** Whose widths and distance are drawn in. */
  marked: ProfileSeries | null;
  /** Where the rule stands, as a distance along the line; null for none. */
  ruleAt: number | null;
}

/** Up to so many values each one is a point. */
const MOST_POINTS = 30;

/** The line profiles as Chart.js wants them. Reads colours and sizes off the theme. */
export function profileChart(plot: ProfilePlot): LineChartConfiguration {
  const { series, unit, isNormalised } = plot;
  const size = scaledPx(11);
  const font = { family: themeColour('--font'), size };
  const axis = {
    border: { color: themeColour('--line-strong') },
    title: { display: true, font, color: themeColour('--t2'), padding: 2 },
  };
  const tick = { font, color: themeColour('--t2'), autoSkip: false, maxRotation: 0 };
  return {
    type: 'line',
    data: { datasets: series.map((one) => dataset(one, isNormalised)) },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      events: [], // the rule follows the pointer by the panel's own listener
      layout: { padding: { top: scaledPx(20), right: scaledPx(8), left: scaledPx(6) } },
      scales: {
        x: {
          ...axis,
          type: 'linear',
          min: 0,
          max: Math.max(0, ...series.map(({ distances }) => distances.at(-1) ?? 0)),
          afterBuildTicks: (scale) => setTicks(scale, 6),
          ticks: { ...tick, callback: tickText },
          grid: {
            drawOnChartArea: false,
            tickLength: 4,
            tickColor: themeColour('--line-strong'),
          },
          title: { ...axis.title, text: `Distance along line (${unit})` },
        },
        y: {
          ...axis,
          type: 'linear',
          ...(isNormalised ? { min: 0, max: 1 } : {}),
          afterBuildTicks: (scale) => setTicks(scale, isNormalised ? 3 : 5),
          ticks: { ...tick, callback: tickText },
          grid: { color: themeColour('--grid'), drawTicks: false, tickLength: 4 },
          title: { ...axis.title, text: isNormalised ? 'Normalised' : 'Counts' },
        },
      },
      plugins: { [MARKS]: plot },
    } as LineChartConfiguration['options'] & object,
    plugins: [profileMarks],
  };
}

function dataset(
  { distances, values, normalised, style }: ProfileSeries,
  isNormalised: boolean,
): ChartDataset<'line', { x: number; y: number }[]> {
  const heights = isNormalised ? normalised : values;
  const colour = themeColour(style.token);
  return {
    data: Array.from(distances, (x, i) => ({ x, y: heights[i]! })),
    parsing: false,
    normalized: true,
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: style.width,
    borderDash: [...style.dash],
    borderJoinStyle: 'round',
    tension: 0,
    pointRadius: values.length <= MOST_POINTS ? 2.5 : 0,
  };
}

function setTicks(scale: Scale, most: number): void {
  scale.ticks = ticks(scale.min, scale.max, most).values.map((value) => ({ value }));
}

function tickText(this: Scale, value: string | number): string {
  const { digits } = ticks(this.min, this.max, this.axis === 'x' ? 6 : 5);
  const rounded = formatNumber(Number(value), digits);
  if (digits === 0 || rounded.includes('.')) return rounded;
  return digits <= 3 ? `${rounded}.${'0'.repeat(digits)}` : rounded;
}

const MARKS = 'profileMarks';

/** Draws the distance of the peaks, their widths, and the rule with a dot on each curve. */
const profileMarks: Plugin<'line'> = {
  id: MARKS,
  afterDatasetsDraw(chart, _, options) {
    const plot = options as unknown as ProfilePlot;
    const { ctx } = chart;
    ctx.save();
    ctx.font = `600 ${scaledPx(11)}px ${themeColour('--font')}`;
    ctx.textBaseline = 'middle';
    if (plot.marked) drawMarks(chart, plot, plot.marked);
    if (plot.ruleAt !== null) drawRule(chart, plot, plot.ruleAt);
    ctx.restore();
  },
};

function drawMarks(chart: Chart, { unit, isNormalised }: ProfilePlot, marked: ProfileSeries): void {
  const { ctx, chartArea } = chart;
  const { x, y } = chart.scales as { x: Scale; y: Scale };
  const { shape, spacing, values } = marked;
  const { distance } = profileNumbers(marked);
  const gap = scaledPx(6);
  if (shape.pair && distance !== null) {
    const colour = themeColour('--t1');
    const [from, to] = [shape.pair.left, shape.pair.right].map(({ position }) =>
      x.getPixelForValue(position * spacing),
    ) as [number, number];
    const height = chartArea.top - scaledPx(9);
    bracket(ctx, from, to, height, colour);
    const text = `Peaks ${distanceText(distance, unit)} ${unit} apart`;
    label(ctx, text, { from, to }, height, gap, chartArea, colour, 'right');
  }
  const highest = Math.max(...values.filter((value) => !Number.isNaN(value)));
  const colour = themeColour(marked.style.token);
  for (const { half, position } of toldPeaks(shape)) {
    if (!half) continue;
    const side = position === shape.pair?.left.position ? 'left' : 'right'; // away from the other peak
    const level = isNormalised ? (half.level - shape.baseline) / (highest - shape.baseline) : half.level;
    const [from, to] = [half.from, half.to].map((at) => x.getPixelForValue(at * spacing)) as [number, number];
    const height = y.getPixelForValue(level);
    bracket(ctx, from, to, height, colour);
    const text = `${widthText((half.to - half.from) * spacing, unit)} ${widthUnit(unit)}`;
    label(ctx, text, { from, to }, height, gap, chartArea, colour, side);
  }
}

function bracket(
  ctx: CanvasRenderingContext2D,
  from: number,
  to: number,
  height: number,
  colour: string,
): void {
  const half = scaledPx(3);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(from, height - half);
  ctx.lineTo(from, height + half);
  ctx.moveTo(from, height);
  ctx.lineTo(to, height);
  ctx.moveTo(to, height - half);
  ctx.lineTo(to, height + half);
  ctx.stroke();
}

/** Writes beside a bracket: on the side that is wanted, or on the other where there is no room. */
function label(
  ctx: CanvasRenderingContext2D,
  text: string,
  { from, to }: { from: number; to: number },
  height: number,
  gap: number,
  area: { left: number; right: number },
  colour: string,
  wanted: 'left' | 'right',
): void {
  const { width } = ctx.measureText(text);
  const fits = { left: from - gap - width >= area.left, right: to + gap + width <= area.right };
  const other = wanted === 'left' ? 'right' : 'left';
  const side = fits[wanted] || !fits[other] ? wanted : other;
  ctx.textAlign = side === 'right' ? 'left' : 'right';
  ctx.fillStyle = colour;
  ctx.lineWidth = scaledPx(5);
  ctx.strokeStyle = themeColour('--panel');
  ctx.lineJoin = 'round';
  const at = side === 'right' ? to + gap : from - gap;
  ctx.strokeText(text, at, height); // a ground, so that curves do not cross the letters
  ctx.fillText(text, at, height);
}

function drawRule(chart: Chart, { series, isNormalised }: ProfilePlot, ruleAt: number): void {
  const { ctx, chartArea } = chart;
  const { x, y } = chart.scales as { x: Scale; y: Scale };
  const at = Math.round(x.getPixelForValue(ruleAt)) + 0.5;
  ctx.strokeStyle = themeColour('--t2');
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  ctx.beginPath();
  ctx.moveTo(at, chartArea.top);
  ctx.lineTo(at, chartArea.bottom);
  ctx.stroke();
  for (const { values, normalised, spacing, style } of series) {
    const value = valueAt(isNormalised ? normalised : values, spacing, ruleAt);
    if (Number.isNaN(value)) continue;
    ctx.fillStyle = themeColour(style.token);
    ctx.beginPath();
    ctx.arc(at, y.getPixelForValue(value), scaledPx(2.5), 0, 2 * Math.PI);
    ctx.fill();
  }
}
