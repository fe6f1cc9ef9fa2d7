import type { ModelRecord, Normalisation, TrainingSummary } from '../../src-main/contract/model';
import { formatNumber } from '../controls/number-text';
import { longDate } from '../shell/date-text';
import { fileName } from '../state/path-text';

/** How stored values become network values, as a person says it. */
export function describeNormalisation(normalisation: Normalisation): string {
  switch (normalisation.kind) {
    case 'fixed':
      return 'value / full scale − 0.5';
    case 'minMax':
      return 'smallest and largest value of the stack';
    case 'percentile':
      return `percentiles ${normalisation.low} and ${normalisation.high} of the stack`;
    case 'meanStd':
      return 'mean and SD of the stack';
    case 'frameMinMax':
      return 'smallest and largest value of each frame, then mean and SD of the training set';
  }
}

/** What leaves the network, as a person says it. */
export function describeOutput(output: ModelRecord['output']): string {
  return output === 'density' ? 'density of emitters, summed over the frames of a stack' : 'image';
}

/** What a trained model tells of its training: what it learnt from, and how it scored where it had not. */
export function trainingFacts(training: TrainingSummary): (readonly [string, string | null])[] {
  const { run, epoch, epochs, steps, fields, frames, heldOut, baselines } = training;
  const psnr = (value: number | null | undefined) => (value == null ? null : `${value.toFixed(2)} dB`);
  return [
    ['Run', fileName(run)],
    ['Kept epoch', `${formatNumber(epoch)} of ${formatNumber(epochs)}`],
    ['Steps', formatNumber(steps)],
    ['Trained on', `${counted(fields, 'field')}, ${counted(frames, 'frame')}`],
    ['Held out', heldOut.length === 0 ? 'nothing: there are no scores' : heldOut.join(', ')],
    ['PSNR', psnr(training.psnr)],
    ['Best rescaling of the input', psnr(baselines?.rescaled)],
    ['Input as it is', psnr(baselines?.raw)],
    ['SSIM', training.ssim?.toFixed(3) ?? null],
    ['RMSE', training.rmse?.toPrecision(3) ?? null],
    ['Finished', longDate(new Date(training.finishedAt))],
  ];
}

function counted(number: number, what: string): string {
  return `${formatNumber(number)} ${what}${number === 1 ? '' : 's'}`;
}

/** What comes first of a checksum: enough to compare by eye. */
export function shortChecksum(sha256: string): string {
  return `${sha256.slice(0, 12)}…`;
}

/** Whether a model's record answers a filter: by name, description, architecture. */
export function answersFilter({ name, description, architecture }: ModelRecord, filter: string): boolean {
  const text = `${name} ${description} ${architecture.kind}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
