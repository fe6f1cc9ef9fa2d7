import { listRuns } from '../jobs/runs';
import { defineCommand } from './command';

/** The training runs of this user. */
export const runsList = defineCommand({
  id: 'runs list',
  title: 'Training runs',
  help: 'Lists the training runs of this user, the one changed last first.',
  menu: ['Train', 'Runs'],
  shortcut: null,
  act: (window) => window.showTraining(),
  parameters: {},
  run: (session, _values, options) => listRuns(session, options),
  describe: ({ runs }) => {
    if (runs.length === 0)
      return 'No run yet. Begin one: finescope train --preset NAME --data FOLDER --out RUN';
    return runs
      .map(({ name, state, network, epoch, epochs, best, path, reason }) => {
        const psnr = best?.scores ? `, best ${best.scores.psnr.toFixed(2)} dB in epoch ${best.epoch}` : '';
        const why = reason === null ? '' : `\n  ${reason}`;
        return `${name}: ${state}, ${network}, ${epoch} of ${epochs} epochs${psnr}\n  ${path}${why}`;
      })
      .join('\n');
  },
  failures: ({ problems }) => problems,
});
