import { defineWindowCommand } from './command';

/** Menu Analyze. */
export const analyzeCommands = [
  defineWindowCommand({
    id: 'measure',
    title: 'Measure',
    help: 'Mean, SD, smallest, largest value and area of the selection, or of the whole plane, in every linked image.',
    menu: ['Analyze', 'Measure'],
    shortcut: 'M',
    when: ({ hasImage }) => hasImage,
    act: (window) => window.measure(),
  }),
  defineWindowCommand({
    id: 'plot profile',
    title: 'Plot profile',
    help: 'The values along the chosen line, in every linked image.',
    menu: ['Analyze', 'Plot profile'],
    shortcut: 'K',
    when: ({ hasImage }) => hasImage,
    act: (window) => window.plotProfile(),
  }),
  defineWindowCommand({
    id: 'histogram',
    title: 'Histogram',
    help: 'How often each value occurs in the plane that is shown.',
    menu: ['Analyze', 'Histogram'],
    shortcut: 'H',
    when: ({ hasImage }) => hasImage,
    act: (window) => window.showContrast(),
  }),
  defineWindowCommand({
    id: 'copy measurements',
    title: 'Copy measurements',
    help: 'The table of measurements, as text with tabs, for a spreadsheet.',
    menu: ['Analyze', 'Copy measurements'],
    separated: true,
    shortcut: null,
    when: ({ hasMeasurements }) => hasMeasurements,
    act: (window) => window.copyMeasurements(),
  }),
  defineWindowCommand({
    id: 'clear measurements',
    title: 'Clear measurements',
    help: 'Empties the table of measurements.',
    menu: ['Analyze', 'Clear measurements'],
    shortcut: null,
    when: ({ hasMeasurements }) => hasMeasurements,
    act: (window) => window.clearMeasurements(),
  }),
];
