import { describeArchitecture } from '../../src-main/commands/models';
import { labelOf } from '../../src-main/commands/form-fields';
import type { RunDetail } from '../../src-main/contract/run';
import { elapsedText } from '../../src-main/contract/time-text';
import type { TrainingConfig } from '../../src-main/contract/training-config';
import { formatNumber } from '../controls/number-text';
import { fileName } from './path-text';
import { clockText, rateText } from './run-text';

/** Names and values, as they stand below one another. */
export type Facts = readonly (readonly [name: string, value: string | number | null])[];

/** When a run began, how far it is, and when it ends at this pace. `now` in ms since 1970. */
export function runFacts(
  { record, history, summary }: Pick<RunDetail, 'record' | 'history' | 'summary'>,
  left: string,
  endsAt: Date | null,
): Facts {
  const last = history.at(-1);
  return [
    ['Started', dayText(new Date(record.startedAt), new Date())],
    ['Epoch', `${last?.epoch ?? 0} of ${formatNumber(record.config.epochs)}`],
    ['Time left', left === '' ? null : left.replace(/ left$/, '')],
    ['Ends about', endsAt && clockText(endsAt)],
    ['Per epoch', last ? elapsedText(last.seconds * 1000) : null],
    ['Last change', endsAt ? null : dayText(new Date(summary.changedAt), new Date())],
  ];
}

/** What a run is trained on. */
export function dataFacts({ record }: Pick<RunDetail, 'record'>): Facts {
  const { data, config } = record;
  const heldOut = data.validation.length;
  return [
    ['From', sourceName(config.data)],
    ['Fields', `${data.train.length}${heldOut === 0 ? '' : `, and ${heldOut} held out`}`],
    ['Test fields', data.test.length === 0 ? null : data.test.length],
    ['Frames', formatNumber(data.frames)],
    ['Size', `${data.inputSize.width} × ${data.inputSize.height}`],
    ['Output', data.outputScale === 1 ? null : `${data.outputScale} × as many pixels a side`],
    [
      config.patches.kind === 'slices' ? 'Slices' : 'Patches',
      `${config.patches.side} × ${config.patches.side}`,
    ],
    ['Per step', `${config.batch}`],
    ['Steps', `${formatNumber(data.stepsPerEpoch)} an epoch`],
  ];
}

/** How it is trained: what differs from run to run. */
export function settingFacts({ record }: Pick<RunDetail, 'record'>): Facts {
  const { config, parameters, environment } = record;
  const { optimiser, schedule, augmentation } = config;
  return [
    ['Network', describeArchitecture(config.architecture)],
    ['Parameters', formatNumber(parameters)],
    ['Loss', config.loss.map(({ kind }) => labelOf(kind)).join(' + ')],
    ['Discriminator', config.adversarial && labelOf(config.adversarial.discriminator)],
    ['Optimiser', labelOf(optimiser.kind)],
    ['Learning rate', rateText(optimiser.learningRate)],
    ['Schedule', schedule.kind === 'constant' ? null : labelOf(schedule.kind)],
    ['Weight decay', rateText(optimiser.weightDecay)],
    ['Dropout', config.dropout === 0 ? null : config.dropout],
    ['Augmentation', augmentationText(augmentation)],
    ['Values', labelOf(config.normalisation.kind)],
    ['Seed', config.seed],
    ['Computed by', environment.kind === 'gpu' ? environment.device : `CPU, ${environment.threads} threads`],
  ];
}

/** What is kept of it. */
export function checkpointFacts({ checkpoints, history, summary }: RunDetail): Facts {
  return [
    ['Last saved', checkpoints.length === 0 ? 'none yet' : `epoch ${checkpoints.at(-1)}`],
    ['Best kept', summary.best ? `epoch ${summary.best.epoch}` : history.length > 0 ? 'the last' : null],
    ['Model', summary.model ? 'in the run folder' : null],
  ];
}

/** The scores of an epoch beside what needs no network. */
export function previewFacts(
  { record, history }: Pick<RunDetail, 'record' | 'history'>,
  epoch: number,
): Facts {
  const scores = history.find((one) => one.epoch === epoch)?.validation;
  const rescaled = record.baselines?.rescaled.psnr;
  if (!scores) return [];
  return [
    ['RMSE', scores.rmse.toFixed(4)],
    ['PSNR', `${scores.psnr.toFixed(2)} dB`],
    ['SSIM', scores.ssim?.toFixed(4) ?? null],
    ['Best rescaling of raw', rescaled === undefined ? null : `${rescaled.toFixed(2)} dB`],
  ];
}

function sourceName(data: TrainingConfig['data']): string {
  if (data.kind === 'folder') return fileName(data.folder);
  return fileName(data.kind === 'table' ? data.file : data.frames);
}

function augmentationText({ flips, rotations, intensity }: TrainingConfig['augmentation']): string | null {
  const kinds = [
    ...(flips ? ['flips'] : []),
    ...(rotations ? ['rotations'] : []),
    ...(intensity > 0 ? [`intensity ± ${formatNumber(intensity * 100, 0)} %`] : []),
  ];
  return kinds.length === 0 ? null : kinds.join(', ');
}

function dayText(date: Date, now: Date): string {
  const isToday = date.toDateString() === now.toDateString();
  return isToday
    ? clockText(date)
    : `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })}, ${clockText(date)}`;
}
