import { z } from 'zod';
import { TRAINING_PRESETS } from '../contract/training-presets';
import { resumeChosen, trainChosen, type ReportedRun } from '../jobs/run-training';
import { defineCommand, type Parameter } from './command';
import { fileParameter, optionalText } from './parameters';

const noInstall: Parameter<boolean> = {
  schema: z.boolean().default(false),
  help: 'Leaves the model in the run folder alone, not among the installed ones.',
};

const set: Parameter<string[]> = {
  schema: z.array(z.string().min(1)).default([]),
  placeholder: 'KEY=VALUE',
  repeatable: true,
  help: 'A setting by its path, e.g. optimiser.learningRate=1e-3 or architecture.blocks=[3,6,3].',
};

/** Trains a network, by a configuration's file or by a preset. */
export const trainCommand = defineCommand({
  id: 'train',
  title: 'Train',
  help: 'Trains a network on pairs of input and target, and installs the model of its best epoch.',
  menu: ['Train', 'Train a network'],
  shortcut: 'F9',
  act: (window) => window.showTraining(),
  parameters: {
    config: {
      schema: z.string().min(1).optional(),
      placeholder: 'CONFIG.json',
      positional: true,
      help: 'A configuration, as run.json of a run keeps it; what it leaves out is the recipe of the paper.',
    },
    preset: optionalText('NAME', 'Instead, a published system by name: train presets lists them.'),
    data: optionalText(
      'FOLDER|TABLE.csv',
      'What to train on: a folder of pairs, a table of pairs, or frames.',
    ),
    positions: optionalText('FILE.csv', 'Positions of emitters, where --data names frames of them.'),
    out: {
      schema: z.string().min(1),
      placeholder: 'RUN',
      help: 'The folder of the run, a new one. The run, and its model, are called after it unless name is set.',
    },
    set,
    noInstall,
  },
  run: (session, { noInstall: isLeft, ...choice }, options) =>
    trainChosen(session, { ...choice, install: !isLeft }, options),
  describe: describeRun,
  failures: failuresOf,
});

/** Goes on with a run that was stopped, interrupted, or is to be trained on. */
export const trainResume = defineCommand({
  id: 'train resume',
  title: 'Resume training',
  help: 'Goes on with a run after its last whole epoch, as if it had not been interrupted.',
  menu: ['Train', 'Resume'],
  shortcut: null,
  when: ({ run }) => run === 'stopped' || run === 'interrupted' || run === 'failed',
  act: (window) => window.resumeTraining(),
  parameters: {
    run: fileParameter('RUN', "The run's folder."),
    epochs: {
      schema: z.int().min(1).optional(),
      placeholder: 'N',
      help: 'Until which epoch; default the end that was planned.',
    },
    noInstall,
  },
  run: (session, { noInstall: isLeft, ...request }, options) =>
    resumeChosen(session, { ...request, install: !isLeft }, options),
  describe: describeRun,
  failures: failuresOf,
});

/** The presets. */
export const trainPresets = defineCommand({
  id: 'train presets',
  title: 'Training presets',
  help: 'Lists the published systems that can be trained by name.',
  menu: ['Train', 'Presets'],
  shortcut: null,
  parameters: {},
  run: async () => ({ presets: TRAINING_PRESETS }),
  describe: ({ presets }) => {
    const width = Math.max(...presets.map(({ name }) => name.length));
    return presets.map(({ name, title, help }) => `${name.padEnd(width)}  ${title}. ${help}`).join('\n');
  },
});

/** The outcome in a few lines: what was trained, its scores beside the baselines, and where it lies. */
function describeRun(run: ReportedRun): string {
  const { name, state, epoch, epochs, best, scores, baselines, model, installed, path } = run;
  const score = (label: string, psnr: number | undefined, ssim: number | null | undefined) =>
    psnr === undefined
      ? []
      : [`  ${label.padEnd(28)}${psnr.toFixed(2)} dB${ssim == null ? '' : `, SSIM ${ssim.toFixed(3)}`}`];
  return [
    `"${name}" ${ENDED[state]} after ${epoch} of ${epochs} epochs${best ? `; the best is ${best.epoch}` : ''}.`,
    ...(scores ? [`On ${run.heldOut === 1 ? 'the field' : `the ${run.heldOut} fields`} held out:`] : []),
    ...score('network', scores?.psnr, scores?.ssim),
    ...score('frame as it is', baselines?.raw.psnr, baselines?.raw.ssim),
    ...score('mean of frames', baselines?.average?.psnr, baselines?.average?.ssim),
    ...score('best rescaling of the frame', baselines?.rescaled.psnr, baselines?.rescaled.ssim),
    ...score('... fitted on itself', baselines?.ownRescaled.psnr, baselines?.ownRescaled.ssim),
    ...(model === null ? [] : [installed ? `Installed as ${installed}` : `The model is ${model}`]),
    `The run is ${path}`,
  ].join('\n');
}

const ENDED: Record<ReportedRun['state'], string> = {
  running: 'is running',
  paused: 'is paused',
  finished: 'has finished',
  stopped: 'was stopped',
  failed: 'failed',
  interrupted: 'was interrupted',
};

function failuresOf({ state, reason }: ReportedRun): string[] {
  return state === 'failed' && reason !== null ? [reason] : [];
}
