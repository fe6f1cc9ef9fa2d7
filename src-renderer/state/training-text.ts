import type { DataReport, FieldSummary, TrainingEstimate } from '../../src-main/contract/training-api';
import type { InstalledModel } from '../../src-main/contract/model';
import { elapsedText, timeText } from '../../src-main/contract/time-text';
import { formatNumber } from '../controls/number-text';
import type { Facts } from './run-facts';
import type { TrainingForm } from './training-form.svelte';

const PARTS: Record<FieldSummary['part'], string> = {
  train: 'training',
  validation: 'held out',
  test: 'test',
  unused: 'not used',
};

/** What is done with a field. */
export function partText(part: FieldSummary['part']): string {
  return PARTS[part];
}

/** What the data were found to be: "15 fields to train on, 750 frames; 1 held out. 16-bit to 16-bit." */
export function reportSentence({ fields, trainFrames, scale }: DataReport): string {
  const count = (part: FieldSummary['part']): number => fields.filter((field) => field.part === part).length;
  const train = count('train');
  const others = (['validation', 'test', 'unused'] as const).flatMap((part) => {
    const number = count(part);
    return number === 0 ? [] : [`${formatNumber(number)} ${PARTS[part]}`];
  });
  const frames = `${formatNumber(trainFrames)} ${trainFrames === 1 ? 'frame' : 'frames'}`;
  const target = scale === 1 ? '' : ` The targets have ${scale} times the pixels along each side.`;
  return `${formatNumber(train)} ${train === 1 ? 'field' : 'fields'} to train on, ${frames}${others.length === 0 ? '' : `; ${others.join(', ')}`}.${target}`;
}

/** What a run would take, from timed steps. */
export function estimateFacts(estimate: TrainingEstimate): Facts {
  const { parameters, stepsPerEpoch, secondsPerStep, secondsPerEpoch, seconds } = estimate;
  return [
    ['Time', `about ${timeText(seconds * 1000)}`],
    ['Per epoch', elapsedText((stepsPerEpoch * secondsPerStep + secondsPerEpoch) * 1000)],
    ['Steps per epoch', formatNumber(stepsPerEpoch)],
    ['Per step', elapsedText(secondsPerStep * 1000)],
    ['Parameters', formatNumber(parameters)],
    ['Memory', memoryText(estimate)],
  ];
}

function memoryText({ neededBytes, freeBytes }: TrainingEstimate): string {
  const giga = (bytes: number): string => (bytes / 1e9).toFixed(1);
  return `${giga(neededBytes)} GB, ${giga(freeBytes)} GB free`;
}

/** Why training cannot be started as it is chosen, as a sentence; empty where it can. */
export function whyNotStarted(
  form: Pick<TrainingForm, 'data' | 'name' | 'config' | 'hasErrors'>,
  installed: readonly InstalledModel[],
): string {
  const name = form.name.trim();
  if (!form.data) return 'Choose data first.';
  if (name === '') return 'Give the model a name.';
  if (installed.some((model) => model.name.toLowerCase() === name.toLowerCase()))
    return `A model called ${name} is installed. Choose another name.`;
  if (!form.config) return 'One of the settings does not fit.';
  return form.hasErrors ? 'What the check found has to be mended first.' : '';
}
