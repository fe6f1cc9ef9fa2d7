import { LUT_NAMES } from '../imaging/lut';
import { defineWindowCommand, type Command } from './command';
import type { ToolId } from './window-actions';

const hasImage = (state: { hasImage: boolean }) => state.hasImage;

/** Menu Image: how the image in front is shown. */
export const imageCommands: Command[] = [
  defineWindowCommand({
    id: 'contrast',
    title: 'Brightness and contrast',
    help: 'Shows the histogram and the limits of what is displayed. Values are never changed.',
    menu: ['Image', 'Brightness and contrast'],
    separated: true,
    shortcut: 'Shift+C',
    when: hasImage,
    act: (window) => window.showContrast(),
  }),
  defineWindowCommand({
    id: 'auto contrast',
    title: 'Auto contrast',
    help: 'Limits that leave 0.35 % of the values saturated.',
    menu: ['Image', 'Auto contrast'],
    shortcut: 'Shift+L',
    when: hasImage,
    act: (window) => window.autoContrast(),
  }),
  defineWindowCommand({
    id: 'reset contrast',
    title: 'Reset contrast',
    help: 'Limits at the smallest and largest value.',
    menu: ['Image', 'Reset contrast'],
    shortcut: null,
    when: hasImage,
    act: (window) => window.resetContrast(),
  }),
  ...LUT_NAMES.map((name) =>
    defineWindowCommand({
      id: `lut ${name.toLowerCase()}`,
      title: `LUT ${name}`,
      help: `Shows the image in front with the lookup table ${name}.`,
      menu: ['Image', 'Lookup tables', name],
      shortcut: null,
      when: hasImage,
      on: ({ lut }) => lut === name,
      act: (window) => window.setLut(name),
    }),
  ),
  defineWindowCommand({
    id: 'composite',
    title: 'Composite',
    help: 'Shows all channels together in their colours.',
    menu: ['Image', 'Composite'],
    shortcut: 'Shift+Z',
    when: ({ hasChannels }) => hasChannels,
    on: ({ isComposite }) => isComposite,
    act: (window) => window.toggleComposite(),
  }),
  ...[
    { id: 'next slice', step: 1, shortcut: '>', others: ['.'] },
    { id: 'previous slice', step: -1, shortcut: '<', others: [','] },
  ].map(({ id, step, shortcut, others }) =>
    defineWindowCommand({
      id,
      title: step > 0 ? 'Next slice' : 'Previous slice',
      help: 'Steps through the stack in front.',
      menu: ['Image', 'Stack', step > 0 ? 'Next slice' : 'Previous slice'],
      shortcut,
      otherShortcuts: others,
      when: ({ hasStack }) => hasStack,
      act: (window) => window.stepSlice(step),
    }),
  ),
  defineWindowCommand({
    id: 'play',
    title: 'Play or stop the stack',
    help: 'Plays the stack in front, or stops.',
    menu: ['Image', 'Stack', 'Play'],
    shortcut: '\\',
    when: ({ hasStack }) => hasStack,
    act: (window) => window.togglePlay(),
  }),
  defineWindowCommand({
    id: 'zoom in',
    title: 'Zoom in',
    help: 'The next larger zoom.',
    menu: ['Image', 'Zoom', 'In'],
    separated: true,
    shortcut: '+',
    otherShortcuts: ['='],
    when: hasImage,
    act: (window) => window.zoomIn(),
  }),
  defineWindowCommand({
    id: 'zoom out',
    title: 'Zoom out',
    help: 'The next smaller zoom.',
    menu: ['Image', 'Zoom', 'Out'],
    shortcut: '-',
    when: hasImage,
    act: (window) => window.zoomOut(),
  }),
  defineWindowCommand({
    id: 'zoom to fit',
    title: 'Fit in the pane',
    help: 'The whole image.',
    menu: ['Image', 'Zoom', 'Fit in the pane'],
    shortcut: '4',
    when: hasImage,
    act: (window) => window.zoomToFit(),
  }),
  defineWindowCommand({
    id: 'zoom to 100',
    title: 'Zoom to 100 %',
    help: 'One pixel of the image on one of the screen.',
    menu: ['Image', 'Zoom', '100 %'],
    shortcut: '5',
    when: hasImage,
    act: (window) => window.zoomTo(100),
  }),
];

const TOOLS: { tool: ToolId; title: string; help: string }[] = [
  { tool: 'rectangle', title: 'Rectangle', help: 'Draws a rectangle; Shift keeps it square.' },
  {
    tool: 'line',
    title: 'Straight line',
    help: 'Draws a line for a profile; Shift keeps it level or upright.',
  },
  { tool: 'hand', title: 'Hand', help: 'Moves the image; Space does it with every tool.' },
  { tool: 'zoom', title: 'Zoom', help: 'Click zooms in, Alt and click zooms out.' },
];

/** The tools of an image, in the order of the tool bar. */
export const toolCommands: Command[] = TOOLS.map(({ tool, title, help }, index) =>
  defineWindowCommand({
    id: `tool ${tool}`,
    title,
    help,
    menu: ['Edit', 'Tools', title],
    shortcut: `Alt+${index + 1}`,
    when: hasImage,
    on: (state) => state.tool === tool,
    act: (window) => window.setTool(tool),
  }),
);
