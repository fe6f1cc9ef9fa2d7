import type { ChartDataset, Plugin, Scale } from 'chart.js';
import type { DecorrelationReport, FrcReport } from '../../src-main/contract/quality-api';
import { ticks } from '../../src-main/figures/ticks';
import { scaledPx, themeColour } from '../state/theme-colours';
import type { LineChartConfiguration } from './chart.svelte';
import { tickText } from './run-chart';

/** What is plotted. */
export interface QualityPlot {
  frc: FrcReport | null;
  decorrelation: DecorrelationReport | null;
}

/** A curve of the plot: how its key and its line look, and where its resolution stands. */
export interface QualityCurve {
  name: string;
  token: string;
  dash: number[];
  points: { x: number; y: number }[];
  /** Spatial frequency of the resolution, in cycles a pixel; null where there is none, or another curve marks it. */
  mark: number | null;
}

/** The curves over spatial frequency in cycles a pixel. */
export function qualityCurves({ frc, decorrelation }: QualityPlot): QualityCurve[] {
  const inverse = (pixels: number | null) => (pixels === null ? null : 1 / pixels);
  const curves: QualityCurve[] = [];
  if (frc) {
    const points = frc.frequencies.map((x, i) => ({ x, y: frc.smoothed[i]! }));
    curves.push({ name: 'FRC', token: '--s-result', dash: [], points, mark: inverse(frc.resolutionPx) });
  }
  decorrelation?.curves.forEach(({ sigmaPx, radii, values }) => {
    const isWhole = sigmaPx === null;
    curves.push({
      name: isWhole ? 'Decorrelation' : 'Decorrelation, high-passed',
      token: '--s-target',
      dash: isWhole ? [] : [5, 4],
      // Radius 1 is Nyquist's frequency, half a cycle a pixel.
      points: radii.map((radius, i) => ({ x: radius / 2, y: values[i]! })),
      mark: isWhole ? null : inverse(decorrelation.resolutionPx),
    });
  });
  return curves;
}

/** The curves as Chart.js wants them, with the threshold and the resolutions. Reads colours and sizes off the theme. */
export function qualityChart(plot: QualityPlot): LineChartConfiguration {
  const pixelSizeUm = plot.frc?.pixelSizeUm ?? plot.decorrelation?.pixelSizeUm ?? null;
  const perUnit = pixelSizeUm ?? 1;
  const unit = pixelSizeUm === null ? 'px' : 'µm';
  const curves = qualityCurves(plot);
  const font = { family: themeColour('--font'), size: scaledPx(11) };
  const title = { display: true, font, color: themeColour('--t2'), padding: 2 };
  const tick = { font, color: themeColour('--t2'), autoSkip: false, maxRotation: 0 };
  const border = { color: themeColour('--line-strong') };
  const setTicks = (scale: Scale) => {
    scale.ticks = ticks(scale.min, scale.max, 6).values.map((value) => ({ value }));
  };
  const text = function (this: Scale, value: string | number): string {
    return tickText(Number(value), ticks(this.min, this.max, 6));
  };
  const least = Math.min(0, ...curves.flatMap(({ points }) => points.map(({ y }) => y)));
  return {
    type: 'line',
    data: { datasets: curves.map((curve) => dataset(curve, perUnit)) },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      events: [],
      layout: { padding: { top: scaledPx(20), right: scaledPx(8), left: scaledPx(6) } },
      scales: {
        x: {
          type: 'linear',
          border,
          min: 0,
          max: 0.5 / perUnit,
          afterBuildTicks: setTicks,
          ticks: { ...tick, callback: text },
          grid: { drawOnChartArea: false, tickLength: 4, tickColor: themeColour('--line-strong') },
          title: { ...title, text: `Spatial frequency (1/${unit})` },
        },
        y: {
          type: 'linear',
          border,
          min: Math.floor(least * 5) / 5,
          max: 1,
          afterBuildTicks: setTicks,
          ticks: { ...tick, callback: text },
          grid: { color: themeColour('--grid'), drawTicks: false, tickLength: 4 },
          title: { ...title, text: 'Correlation' },
        },
      },
      plugins: { [MARKS]: { curves, perUnit, unit, threshold: plot.frc?.threshold ?? null } },
    } as LineChartConfiguration['options'] & object,
    plugins: [qualityMarks],
  };
}

function dataset(
  { token, dash, points }: QualityCurve,
  perUnit: number,
): ChartDataset<'line', { x: number; y: number }[]> {
  const colour = themeColour(token);
  return {
    data: points.map(({ x, y }) => ({ x: x / perUnit, y })),
    parsing: false,
    normalized: true,
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: scaledPx(dash.length > 0 ? 1.5 : 2),
    borderDash: dash,
    borderJoinStyle: 'round',
    tension: 0,
    pointRadius: 0,
  };
}

const MARKS = 'qualityMarks';

/** Draws the threshold with its value, and a dotted rule with the resolution at its head for each curve that has one. */
const qualityMarks: Plugin<'line'> = {
  id: MARKS,
  afterDatasetsDraw(chart, _, options) {
    const { curves, perUnit, unit, threshold } = options as unknown as {
      curves: QualityCurve[];
      perUnit: number;
      unit: string;
      threshold: number | null;
    };
    const { ctx, chartArea, scales } = chart;
    const { x, y } = scales as { x: Scale; y: Scale };
    ctx.save();
    ctx.font = `${scaledPx(11)}px ${themeColour('--font')}`;
    ctx.lineWidth = 1;
    if (threshold !== null) {
      const height = Math.round(y.getPixelForValue(threshold)) + 0.5;
      ctx.strokeStyle = ctx.fillStyle = themeColour('--s-base');
      ctx.setLineDash([5, 4]);
      line(ctx, chartArea.left, height, chartArea.right, height);
      ctx.textAlign = 'right';
      ctx.fillText('1/7', chartArea.right - scaledPx(2), height - scaledPx(4));
    }
    ctx.setLineDash([2, 3]);
    // Beside its rule, so that two that are close do not meet: the finer to the right, the coarser to the left.
    const finest = Math.max(...curves.map(({ mark }) => mark ?? 0));
    for (const { mark, token } of curves) {
      if (mark === null) continue;
      const at = Math.round(x.getPixelForValue(mark / perUnit)) + 0.5;
      ctx.strokeStyle = ctx.fillStyle = themeColour(token);
      line(ctx, at, chartArea.top - scaledPx(3), at, chartArea.bottom);
      ctx.textAlign = mark === finest ? 'left' : 'right';
      ctx.fillText(`${(perUnit / mark).toPrecision(3)} ${unit}`, at, chartArea.top - scaledPx(7));
    }
    ctx.restore();
  },
};

function line(ctx: CanvasRenderingContext2D, fromX: number, fromY: number, toX: number, toY: number): void {
  ctx.beginPath();
  ctx.moveTo(fromX, fromY);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}
