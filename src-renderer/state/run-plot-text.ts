import type { RunDetail, Scores } from '../../src-main/contract/run';
import type { CurveMeasure } from '../../src-main/figures/loss-curves';
import { BASELINE_NAMES, MEASURE_NAMES, valueText } from '../../src-main/figures/run-curves';
import type { Column } from '../controls/table-text';
import { bestOf } from './run-verdict';

/** What can be plotted of a run: without held-out fields no PSNR and no SSIM. */
export function measuresOf({ record, history }: Pick<RunDetail, 'record' | 'history'>): CurveMeasure[] {
  const hasHeldOut = record.data.validation.length > 0;
  if (!hasHeldOut) return ['rmse', 'loss'];
  const hasSsim = history.length === 0 || history.some(({ validation }) => validation?.ssim != null);
  return ['rmse', 'psnr', ...(hasSsim ? (['ssim'] as const) : []), 'loss'];
}

/** Which fields the scores are of: "Held-out field fov08", "3 held-out fields". */
export function heldOutText({ record }: Pick<RunDetail, 'record'>): string {
  const { validation } = record.data;
  if (validation.length === 0) return 'Training fields';
  return validation.length === 1 ? `Held-out field ${validation[0]}` : `${validation.length} held-out fields`;
}

/** The curves in a sentence with their numbers, for those who do not see them. */
export function curvesSentence({ record, history }: RunDetail, measure: CurveMeasure): string {
  const name = MEASURE_NAMES[measure];
  const last = history.at(-1);
  if (!last) return `${name} over epochs. No epoch has finished yet.`;
  const best = bestOf(history);
  const of = (epoch: typeof last): number | null =>
    epoch.validation?.[measure] ?? (measure === 'loss' || measure === 'rmse' ? epoch.train[measure] : null);
  const written = (value: number | null): string =>
    value === null ? 'unknown' : measure === 'loss' ? value.toPrecision(3) : valueText(value, measure);
  const baselines =
    measure === 'loss'
      ? ''
      : Object.entries(record.baselines ?? {})
          .flatMap(([kind, scores]) => baselineText(kind, scores as Scores | null, measure))
          .join(', ');
  return `${name} over ${last.epoch} epochs: ${written(of(last))} now, ${written(of(best))} at the best epoch, ${best.epoch}.${baselines && ` Without a network: ${baselines}.`}`;
}

function baselineText(kind: string, scores: Scores | null, measure: keyof Scores): string[] {
  const value = scores?.[measure] ?? null;
  return value === null
    ? []
    : [`${BASELINE_NAMES[kind as keyof typeof BASELINE_NAMES].toLowerCase()} ${valueText(value, measure)}`];
}

type Epoch = RunDetail['history'][number];
const number = (value: number | null | undefined): string => (value == null ? '' : String(value));

/** The columns of a run's values, for a spreadsheet. */
export const EPOCH_COLUMNS: Column<Epoch>[] = [
  { key: 'epoch', title: 'Epoch', text: ({ epoch }) => String(epoch) },
  { key: 'trainLoss', title: 'Training loss', text: ({ train }) => number(train.loss) },
  { key: 'trainRmse', title: 'Training RMSE', text: ({ train }) => number(train.rmse) },
  { key: 'loss', title: 'Validation loss', text: ({ validation }) => number(validation?.loss) },
  { key: 'rmse', title: 'Validation RMSE', text: ({ validation }) => number(validation?.rmse) },
  { key: 'psnr', title: 'Validation PSNR', unit: 'dB', text: ({ validation }) => number(validation?.psnr) },
  { key: 'ssim', title: 'Validation SSIM', text: ({ validation }) => number(validation?.ssim) },
  { key: 'rate', title: 'Learning rate', text: ({ learningRate }) => number(learningRate) },
  { key: 'seconds', title: 'Time', unit: 's', text: ({ seconds }) => number(seconds) },
];
