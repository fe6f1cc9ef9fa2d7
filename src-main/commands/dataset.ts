import { z } from 'zod';
import { DatasetConfig } from '../contract/dataset';
import { buildDataset, type BuiltDataset } from '../jobs/build-dataset';
import { chooseDataset } from '../jobs/choose-dataset';
import { defineCommand } from './command';
import { fileParameter } from './parameters';

const { grid, drift, frames, margin, field, validation, test, seed } = DatasetConfig.shape;

/** Makes a training set of raw stacks. */
export const datasetBuild = defineCommand({
  id: 'dataset build',
  title: 'Data set from raw stacks',
  help: 'Makes a training set of a folder of stacks: drift, a target for each field, checks, split, report.',
  menu: ['Train', 'Data set from raw stacks'],
  shortcut: null,
  parameters: {
    stacks: fileParameter('FOLDER', 'A folder of stacks of frames, one for each field of view.'),
    out: {
      schema: z.string().min(1),
      placeholder: 'SET',
      help: 'A new folder; or one in which the same set was begun, which then goes on.',
    },
    target: {
      schema: z.enum(['srrf', 'esrrf', 'truth']).default('srrf'),
      placeholder: 'srrf|esrrf|truth',
      help: 'What the network is to answer; truth is that of simulated fields.',
    },
    grid: { schema: grid, placeholder: 'input|magnified', help: grid.description! },
    drift: { schema: drift, placeholder: 'estimate|none', help: drift.description! },
    frames: { schema: frames, placeholder: 'N', help: frames.description! },
    margin: { schema: margin, placeholder: 'PIXELS', help: margin.description! },
    field: { schema: field, placeholder: 'RULE', help: field.description! },
    validation: { schema: validation, placeholder: 'N', help: validation.description! },
    test: { schema: test, placeholder: 'N', help: test.description! },
    seed: { schema: seed, placeholder: 'N', help: seed.description! },
    set: {
      schema: z.array(z.string().min(1)).default([]),
      placeholder: 'KEY=VALUE',
      repeatable: true,
      help: 'A setting by its path, e.g. target.ringRadius=1, target.magnification=4 or limits.rsp=0.7.',
    },
  },
  run: (session, { stacks, out, ...choice }, options) =>
    buildDataset(session, { stacks, out, config: chooseDataset(choice) }, options),
  describe: describeSet,
});

function describeSet({ folder, fields, split, kept, findings, targetScale }: BuiltDataset): string {
  const ready = fields.filter(({ state }) => state === 'ready');
  const out = fields.filter(({ state }) => state === 'rejected');
  const train = ready.length - split.validation.length - split.test.length;
  const rsp = ready.map((one) => one.rsp!).sort((a, b) => a - b);
  return [
    `${ready.length} of ${fields.length} fields: ${train} to train on, ${split.validation.length} held out${split.test.length > 0 ? `, ${split.test.length} for testing` : ''}.`,
    ...(kept > 0 ? [`${kept} of them were done already.`] : []),
    `RSP ${rsp[0]!.toFixed(3)} to ${rsp[rsp.length - 1]!.toFixed(3)}; targets are stored times ${targetScale}.`,
    ...out.map(({ name, reasons }) => `  ${name} left out: ${reasons.join(' ')}`),
    ...findings.map((finding) => `  ${finding}`),
    `The set lies in ${folder}; report.html and contact-sheet.svg show it. Train on it: train --preset NAME --data ${folder} --out RUN`,
  ].join('\n');
}
