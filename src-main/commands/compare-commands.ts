import { defineWindowCommand, type Command } from './command';
import type { ComparisonLayout, ImageRole } from './window-actions';

const LAYOUTS: { layout: ComparisonLayout; title: string; help: string }[] = [
  {
    layout: 'side-by-side',
    title: 'Side by side',
    help: 'Every image of the comparison in a pane of its own.',
  },
  { layout: 'swipe', title: 'Swipe', help: 'Two images in one pane, divided by a line that is dragged.' },
  { layout: 'single', title: 'Single', help: 'Only the image in front.' },
  { layout: 'difference', title: 'Difference', help: 'The second image minus the first.' },
];

const ROLES: { role: ImageRole; title: string }[] = [
  { role: 'input', title: 'Input' },
  { role: 'result', title: 'Result' },
  { role: 'target', title: 'Target' },
  { role: 'other', title: 'Other' },
];

/** How images are compared. */
export const compareCommands: Command[] = [
  ...LAYOUTS.map(({ layout, title, help }, index) =>
    defineWindowCommand({
      id: layout,
      title,
      help,
      menu: ['Window', title],
      separated: index === 0,
      shortcut: null,
      when: ({ hasPair, canSubtract }) => hasPair && (layout !== 'difference' || canSubtract),
      on: (state) => state.layout === layout,
      act: (window) => window.setLayout(layout),
    }),
  ),
  defineWindowCommand({
    id: 'next layout',
    title: 'Next layout',
    help: 'Side by side, swipe, single, one after the other.',
    menu: ['Window', 'Next layout'],
    shortcut: 'F6',
    when: ({ hasPair }) => hasPair,
    act: (window) => window.nextLayout(),
  }),
  defineWindowCommand({
    id: 'add to comparison',
    title: 'Add an image to the comparison',
    help: 'Puts another image beside this one, linked; up to six.',
    menu: ['Analyze', 'Add to comparison…'],
    shortcut: null,
    when: ({ hasImage }) => hasImage,
    act: (window) => window.addToComparison(),
  }),
  defineWindowCommand({
    id: 'remove from comparison',
    title: 'Remove from the comparison',
    help: 'Takes the image in front out of the comparison. Its file stays as it is.',
    menu: ['Analyze', 'Remove from the comparison'],
    shortcut: null,
    when: ({ hasPair }) => hasPair,
    act: (window) => window.removeFromComparison(),
  }),
  defineWindowCommand({
    id: 'link slices',
    title: 'Link channels, slices and frames',
    help: 'Goes to the same channel, slice and frame in all images of the comparison.',
    menu: ['Image', 'Stack', 'Link with the other images'],
    shortcut: null,
    when: ({ hasPair, hasStack }) => hasPair && hasStack,
    on: ({ slicesLinked }) => slicesLinked,
    act: (window) => window.toggleLinkedSlices(),
  }),
  ...ROLES.map(({ role, title }) =>
    defineWindowCommand({
      id: `role ${role}`,
      title: `This image is: ${title.toLowerCase()}`,
      help: 'What the image in front is to the others; numbers are measured against the target.',
      menu: ['Analyze', 'This image is', title],
      shortcut: null,
      when: ({ hasImage }) => hasImage,
      on: (state) => state.role === role,
      act: (window) => window.setRole(role),
    }),
  ),
];
