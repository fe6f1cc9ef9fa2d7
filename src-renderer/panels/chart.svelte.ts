import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
} from 'chart.js';
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

Chart.register(LineController, LineElement, PointElement, LinearScale);

/** A line chart of Chart.js, with what {@link chart} asks of one. */
export type LineChart = Chart<'line', { x: number; y: number }[]>;
export type LineChartConfiguration = ChartConfiguration<'line', { x: number; y: number }[]>;

/**
 * Draws a chart on a canvas and draws it again when what `configuration` reads changes. Plugins stay those of the first
 * one. `made` is handed the chart, and null when it is gone.
 */
export function chart(
  configuration: () => LineChartConfiguration,
  made: (chart: LineChart | null) => void,
): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    const drawn: LineChart = new Chart(canvas, untrack(configuration));
    untrack(() => made(drawn));
    $effect(() => {
      const { data, options } = configuration();
      drawn.data = data;
      drawn.options = options ?? {};
      drawn.update('none');
    });
    return () => {
      made(null);
      drawn.destroy();
    };
  };
}
