import type { SeriesStyle } from './series';

/** What is plotted over epochs. */
export type CurveMeasure = 'rmse' | 'psnr' | 'ssim' | 'loss';

/** Training runs over epochs, as figure 4 of Mannam et al. 2021: curves, baselines, and the last epochs magnified. */
export interface LossCurves {
  widthMm: number;
  heightMm: number;
  fontSizePt: number;
  measure: CurveMeasure;
  /** With the unit in parentheses. */
  yTitle: string;
  runs: RunCurves[];
  baselines: BaselineLine[];
  /** The axis reaches so far at least: for runs that are under way. */
  plannedEpochs?: number;
  /** How many epochs at the end the inset magnifies; 0 for no inset. */
  lastEpochs: number;
}

/** The curves of one run: a value for each epoch, NaN where there is none. */
export interface RunCurves {
  name: string;
  style: SeriesStyle;
  epochs: readonly number[];
  validation: readonly number[];
  training: readonly number[];
}

/** What needs no network, drawn through the whole plot with its value written on the line. */
export interface BaselineLine {
  name: string;
  value: number;
  /** The value as it is written: "0.0866". */
  text: string;
  style: SeriesStyle;
}

/** Whether less is better. */
export function isError(measure: CurveMeasure): boolean {
  return measure === 'rmse' || measure === 'loss';
}

/** The last epoch that any of the runs has; 0 where none has one. */
export function lastEpoch(runs: readonly RunCurves[]): number {
  return Math.max(0, ...runs.flatMap(({ epochs }) => epochs));
}
