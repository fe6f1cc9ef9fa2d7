import { z } from 'zod';
import { writeRunCurves } from '../jobs/run-curves';
import { defineCommand } from './command';
import { filesParameter } from './parameters';

/** The curves of runs as a figure. */
export const runsCurves = defineCommand({
  id: 'runs curves',
  title: 'Curves of runs',
  help: 'Draws training and validation curves of runs over epochs, with baselines and the last epochs magnified.',
  menu: ['Train', 'Curves'],
  shortcut: null,
  parameters: {
    runs: filesParameter('RUN...', 'Folders of runs.'),
    out: {
      schema: z.string().min(1),
      placeholder: 'FILE.svg|FILE.png',
      help: 'What to write. A PNG has 600 dots an inch.',
    },
    measure: {
      schema: z.enum(['rmse', 'psnr', 'ssim', 'loss']).default('rmse'),
      placeholder: 'rmse|psnr|ssim|loss',
      help: 'What is drawn; default rmse, as in figure 4 of the paper.',
    },
    width: {
      schema: z.number().min(60).max(400).default(180),
      placeholder: 'MM',
      help: 'Width on paper; default 180. A column of a journal has about 89.',
    },
    last: {
      schema: z.int().min(0).max(1000).default(10),
      placeholder: 'N',
      help: 'How many epochs at the end the inset magnifies; 0 for no inset. Default 10.',
    },
  },
  run: (session, values, options) => writeRunCurves(session, values, options),
  describe: ({ out, runs, measure }) =>
    `${out}: ${measure === 'loss' ? 'loss' : measure.toUpperCase()} of ${runs.join(', ')}`,
});
