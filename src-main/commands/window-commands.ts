import { defineWindowCommand, type Command } from './command';
import type { WindowState } from './window-actions';

const THEMES: { theme: WindowState['theme']; title: string }[] = [
  { theme: 'system', title: 'As the system' },
  { theme: 'light', title: 'Light' },
  { theme: 'dark', title: 'Dark' },
  { theme: 'high-contrast', title: 'High contrast' },
];

/** Menus Window and Help: what of the window is shown. */
export const windowCommands: Command[] = [
  defineWindowCommand({
    id: 'side panel',
    title: 'Side panel',
    help: 'Shows or hides the panel on the right.',
    menu: ['Window', 'Side panel'],
    separated: true,
    shortcut: 'F4',
    when: ({ hasImage }) => hasImage,
    on: ({ sidePanel }) => sidePanel,
    act: (window) => window.toggleSidePanel(),
  }),
  defineWindowCommand({
    id: 'dock',
    title: 'Profile, measurements and log',
    help: 'Shows or hides the panel at the bottom.',
    menu: ['Window', 'Bottom panel'],
    shortcut: 'Shift+F4',
    on: ({ dock }) => dock,
    act: (window) => window.toggleDock(),
  }),
  defineWindowCommand({
    id: 'log',
    title: 'Log',
    help: 'What Finescope did and said.',
    menu: ['Window', 'Log'],
    shortcut: null,
    act: (window) => window.showPanel('log'),
  }),
  defineWindowCommand({
    id: 'scale bar',
    title: 'Scale bar',
    help: 'Shows or hides the scale bars.',
    menu: ['Window', 'Scale bar'],
    shortcut: null,
    on: ({ scaleBar }) => scaleBar,
    act: (window) => window.toggleScaleBar(),
  }),
  ...THEMES.map(({ theme, title }) =>
    defineWindowCommand({
      id: `theme ${theme}`,
      title: `Theme: ${title.toLowerCase()}`,
      help: 'Colours of the interface. Images are shown the same in all of them.',
      menu: ['Window', 'Theme', title],
      shortcut: null,
      on: (state) => state.theme === theme,
      act: (window) => window.setTheme(theme),
    }),
  ),
  ...[
    { id: 'larger interface', step: 10, shortcut: 'Ctrl+Shift++', title: 'Larger interface' },
    { id: 'smaller interface', step: -10, shortcut: 'Ctrl+Shift+-', title: 'Smaller interface' },
  ].map(({ id, step, shortcut, title }) =>
    defineWindowCommand({
      id,
      title,
      help: 'Changes the size of text and controls, 80 to 200 %.',
      menu: ['Window', title],
      shortcut,
      act: (window) => window.changeUiScale(step),
    }),
  ),
  ...[
    { id: 'next tab', step: 1, shortcut: 'Ctrl+Tab', title: 'Next tab' },
    { id: 'previous tab', step: -1, shortcut: 'Ctrl+Shift+Tab', title: 'Previous tab' },
  ].map(({ id, step, shortcut, title }) =>
    defineWindowCommand({
      id,
      title,
      help: 'Goes through the tabs.',
      menu: ['Window', title],
      separated: step > 0,
      shortcut,
      act: (window) => window.nextTab(step),
    }),
  ),
  defineWindowCommand({
    id: 'full screen',
    title: 'Full screen',
    help: 'Gives the window the whole screen, or returns.',
    menu: ['Window', 'Full screen'],
    shortcut: 'F11',
    when: ({ isDesktop }) => isDesktop,
    on: ({ isFullScreen }) => isFullScreen,
    act: (window) => window.toggleFullScreen(),
  }),
  defineWindowCommand({
    id: 'find command',
    title: 'Find a command',
    help: 'Finds commands, open images and recent files by typing part of their name.',
    menu: ['Help', 'Find a command…'],
    shortcut: 'L',
    act: (window) => window.findCommand(),
  }),
  defineWindowCommand({
    id: 'shortcuts',
    title: 'Keys and commands',
    help: 'Every command with its key.',
    menu: ['Help', 'Keys and commands'],
    shortcut: 'F1',
    act: (window) => window.showShortcuts(),
  }),
  defineWindowCommand({
    id: 'welcome',
    title: 'Welcome',
    help: 'Where to begin: open, recent files.',
    menu: ['Help', 'Welcome'],
    shortcut: null,
    act: (window) => window.showPage('welcome'),
  }),
];
