import { defineWindowCommand } from './command';

/** Menu File: what opens, saves and leaves. */
export const fileCommands = [
  defineWindowCommand({
    id: 'open',
    title: 'Open image',
    help: 'Opens images in TIFF, OME-TIFF or PNG.',
    menu: ['File', 'Open…'],
    shortcut: 'O',
    act: (window) => window.openImages(),
  }),
  defineWindowCommand({
    id: 'open folder',
    title: 'Open folder as a stack',
    help: 'Opens a folder of single planes as one stack.',
    menu: ['File', 'Open folder…'],
    shortcut: 'Shift+O',
    act: (window) => window.openFolder(),
  }),
  defineWindowCommand({
    id: 'clear recent',
    title: 'Clear the list of recent files',
    help: 'Forgets which files were opened; the files stay.',
    menu: ['File', 'Open recent', 'Clear list'],
    shortcut: null,
    when: ({ hasRecent }) => hasRecent,
    act: (window) => window.clearRecent(),
  }),
  defineWindowCommand({
    id: 'save',
    title: 'Save',
    help: 'Saves the image in front under its name; a new result asks for one.',
    menu: ['File', 'Save'],
    separated: true,
    shortcut: 'S',
    when: ({ hasImage }) => hasImage,
    act: (window) => window.save(),
  }),
  defineWindowCommand({
    id: 'save as',
    title: 'Save as',
    help: 'Saves the image in front as ImageJ TIFF (.tif) or OME-TIFF (.ome.tif) under another name.',
    menu: ['File', 'Save as…'],
    shortcut: 'Shift+S',
    when: ({ hasImage }) => hasImage,
    act: (window) => window.saveAs(),
  }),
  defineWindowCommand({
    id: 'export figure',
    title: 'Export figure',
    help: 'Lays the comparison out as a figure and writes it as SVG or PNG.',
    menu: ['File', 'Export figure…'],
    separated: true,
    shortcut: 'F8',
    when: ({ hasImage }) => hasImage,
    act: (window) => window.exportFigure(),
  }),
  ...(['svg', 'png'] as const).map((format) =>
    defineWindowCommand({
      id: `export figure as ${format}`,
      title: `Export figure as ${format.toUpperCase()}`,
      help:
        format === 'svg'
          ? 'Writes the figure in front as SVG: text as text, curves as paths, pixels as pixels.'
          : 'Writes the figure in front as PNG with the dots per inch chosen for it.',
      menu: ['File', `Export figure as ${format.toUpperCase()}…`],
      shortcut: null,
      when: ({ hasFigure }) => hasFigure,
      act: (window) => window.exportFigureAs(format),
    }),
  ),
  defineWindowCommand({
    id: 'close',
    title: 'Close',
    help: 'Closes the tab in front.',
    menu: ['File', 'Close'],
    separated: true,
    shortcut: 'W',
    act: (window) => window.closeTab(),
  }),
  defineWindowCommand({
    id: 'quit',
    title: 'Quit Finescope',
    help: 'Closes the window and ends the application.',
    menu: ['File', 'Quit'],
    shortcut: 'Ctrl+Q',
    when: ({ isDesktop }) => isDesktop,
    act: (window) => window.quit(),
  }),
];
