import { defineWindowCommand, type Command } from './command';

/** Menu Train, beside the commands that the command line has too: what is done with a run in a window. */
export const trainingCommands: Command[] = [
  defineWindowCommand({
    id: 'train pause',
    title: 'Pause training',
    help: 'Lets the run wait after its step; nothing is lost.',
    menu: ['Train', 'Pause'],
    separated: true,
    shortcut: null,
    when: ({ run, isRunOurs }) => isRunOurs && run === 'running',
    act: (window) => window.pauseTraining(),
  }),
  defineWindowCommand({
    id: 'train continue',
    title: 'Continue training',
    help: 'Goes on with the run that was paused.',
    menu: ['Train', 'Continue'],
    shortcut: null,
    when: ({ run, isRunOurs }) => isRunOurs && run === 'paused',
    act: (window) => window.continueTraining(),
  }),
  defineWindowCommand({
    id: 'train stop',
    title: 'Stop training and keep the best',
    help: 'Ends the run after its step; its best epoch becomes a model.',
    menu: ['Train', 'Stop and keep best…'],
    shortcut: null,
    when: ({ run, isRunOurs }) => isRunOurs && (run === 'running' || run === 'paused'),
    act: (window) => window.stopTraining(),
  }),
  defineWindowCommand({
    id: 'open run',
    title: 'Open a training run',
    help: 'Shows a run folder that is in no list: its curves, previews and settings.',
    menu: ['Train', 'Open a run…'],
    separated: true,
    shortcut: null,
    act: (window) => window.openRun(),
  }),
];
