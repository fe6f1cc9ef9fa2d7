import type { Baselines, RunDetail, Scores } from '../contract/run';
import type { BaselineLine, CurveMeasure, LossCurves, RunCurves } from './loss-curves';
import type { NamedRun } from './run-comparison';
import { BASELINE_STYLE, runStyles } from './series';

/** What the measures are called; where one has a unit, it stands in parentheses. */
export const MEASURE_NAMES: Record<CurveMeasure, string> = {
  rmse: 'RMSE',
  psnr: 'PSNR',
  ssim: 'SSIM',
  loss: 'Loss',
};

/** What the baselines are called. */
export const BASELINE_NAMES: Record<keyof Baselines, string> = {
  raw: 'Raw frame',
  average: 'Frame average',
  rescaled: 'Rescaled frame',
  ownRescaled: 'Own rescaling',
};

/** The curves of runs as a figure. */
export function runCurves(
  named: readonly NamedRun[],
  measure: CurveMeasure,
  { widthMm = 180, heightMm = 100, fontSizePt = 7, lastEpochs = 10 } = {},
): LossCurves {
  const styles = runStyles(named.length);
  const runs = named.map(({ detail }) => detail);
  const curves = runs.map(({ history }, i): RunCurves => {
    const of = (pick: (epoch: (typeof history)[number]) => number | null | undefined): number[] =>
      history.map((epoch) => pick(epoch) ?? NaN);
    return {
      name: named[i]!.name,
      style: styles[i]!,
      epochs: history.map(({ epoch }) => epoch),
      validation: of(({ validation }) => validation?.[measure]),
      training: of(({ train }) => (measure === 'rmse' || measure === 'loss' ? train[measure] : null)),
    };
  });
  return {
    widthMm,
    heightMm,
    fontSizePt,
    measure,
    yTitle: measureTitle(measure, runs),
    runs: curves,
    baselines: baselineLines(runs, curves, measure),
    lastEpochs,
  };
}

/** Each baseline once where all runs share its value; else one for each run, in the run's colour. */
function baselineLines(
  runs: readonly RunDetail[],
  curves: readonly RunCurves[],
  measure: CurveMeasure,
): BaselineLine[] {
  if (measure === 'loss') return []; // a baseline has no loss: terms may be anything
  return (Object.keys(BASELINE_NAMES) as (keyof Baselines)[]).flatMap((kind) => {
    const own = runs.flatMap(({ record }, i) => {
      const value = record.baselines?.[kind]?.[measure] ?? null;
      return value === null ? [] : [{ value, run: curves[i]! }];
    });
    const texts = new Map(own.map(({ value, run }) => [valueText(value, measure), { value, run }]));
    const isShared = texts.size === 1 && own.length === runs.length;
    return [...texts].map(([written, { value, run }]) => ({
      name: isShared ? BASELINE_NAMES[kind] : `${BASELINE_NAMES[kind]}, ${run.name}`,
      value,
      text: written,
      style: isShared
        ? BASELINE_STYLE
        : { ...BASELINE_STYLE, print: run.style.print, token: run.style.token },
    }));
  });
}

/** A value as it is written on a line: "0.0866", "21.25 dB". */
export function valueText(value: number, measure: keyof Scores): string {
  return measure === 'psnr' ? `${value.toFixed(2)} dB` : value.toFixed(4);
}

/** The measure with what its values are parts of. */
function measureTitle(measure: CurveMeasure, runs: readonly RunDetail[]): string {
  if (measure === 'psnr') return 'PSNR (dB)';
  if (measure !== 'rmse') return MEASURE_NAMES[measure];
  const isFullRange = runs.every(({ record }) => record.config.normalisation.kind === 'fixed');
  return isFullRange ? 'RMSE (full range = 1)' : 'RMSE (network units)';
}
