import { defineWindowCommand } from './command';

/** Menu Process, beside Super-resolve itself. */
export const processCommands = [
  defineWindowCommand({
    id: 'super-resolve options',
    title: 'Super-resolve with options',
    help: 'Chooses models, region, frames and channels before computing.',
    menu: ['Process', 'Super-resolve with options…'],
    shortcut: 'Shift+F5',
    when: ({ hasImage }) => hasImage,
    act: (window) => window.superResolveOptions(),
  }),
  defineWindowCommand({
    id: 'cancel',
    title: 'Cancel what is computed',
    help: 'Stops the work under way; nothing half written stays.',
    menu: ['Process', 'Cancel'],
    shortcut: null,
    when: ({ isBusy }) => isBusy,
    act: (window) => window.cancelWork(),
  }),
];
