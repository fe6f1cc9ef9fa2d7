import { z } from 'zod';
import { elapsedText } from '../contract/time-text';
import { sweep, type SweepResult } from '../jobs/sweep';
import { defineCommand } from './command';
import { fileParameter } from './parameters';
import { textTable, type TextColumn } from './text-table';

/** Trains variants of a configuration one after another and compares them, as table 2 and figure 4 of the paper. */
export const sweepCommand = defineCommand({
  id: 'sweep',
  title: 'Sweep',
  help: 'Trains variants of a configuration one after another, and compares them in a table and as curves.',
  menu: ['Train', 'Sweep'],
  shortcut: null,
  parameters: {
    file: fileParameter('FILE.json', 'What all begin with, and what varies: see README.'),
    out: {
      schema: z.string().min(1),
      placeholder: 'FOLDER',
      help: 'Where the runs lie, a folder each, and the comparison. The same command goes on with what is missing.',
    },
    reportOnly: {
      schema: z.boolean().default(false),
      help: 'Trains nothing: compares what lies there.',
    },
  },
  run: (session, values, options) => sweep(session, values, options),
  describe: ({ rows, notes, folder, planned }) =>
    [
      ...(rows.length === 0 ? [] : [textTable(COLUMNS, rows), '']),
      ...notes,
      `${rows.length} of ${planned} runs${rows.length === 0 ? '' : `; table and curves are in ${folder}`}.`,
    ].join('\n'),
  failures: ({ failures }) => failures.map(({ name, reason }) => `${name}: ${reason}`),
});

type Row = SweepResult['rows'][number];

const fixed = (value: number | null, digits: number): string | null => value?.toFixed(digits) ?? null;

/** With a sign, so that a network that falls below the baseline is seen. */
const signed = (value: number | null): string | null =>
  value === null ? null : `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(2)}`;

const COLUMNS: TextColumn<Row>[] = [
  { title: 'Run', align: 'left', text: ({ name }) => name },
  { title: 'Network', align: 'left', text: ({ network }) => network },
  { title: 'Parameters', text: ({ parameters }) => parameters.toLocaleString('en-US') },
  { title: 'RMSE', text: ({ rmse }) => fixed(rmse, 4) },
  { title: 'PSNR dB', text: ({ psnr }) => fixed(psnr, 2) },
  { title: 'SSIM', text: ({ ssim }) => fixed(ssim, 3) },
  {
    title: 'at epoch',
    text: ({ bestEpoch, epochs }) => (bestEpoch === null ? null : `${bestEpoch}/${epochs}`),
  },
  { title: 'dB over rescaling', text: ({ overRescaled }) => signed(overRescaled) },
  { title: 'last 10 dB', text: ({ lastTenPsnr }) => fixed(lastTenPsnr, 2) },
  {
    title: 'an epoch',
    text: ({ secondsPerEpoch }) => (secondsPerEpoch === null ? null : elapsedText(secondsPerEpoch * 1000)),
  },
];
