import { z } from 'zod';
import { DriftSettings } from '../contract/drift';
import { writeDrift, type WrittenDrift } from '../jobs/drift';
import { defineCommand, type Parameter } from './command';
import { fileParameter, numberList, optionalText } from './parameters';

const counted = (help: string): Parameter<number | undefined> => ({
  schema: z.int().min(1).optional(),
  placeholder: 'NUMBER',
  help,
});

const { framesPerBlock, reference } = DriftSettings.shape;

/** How far the sample moved while a stack was taken. */
export const driftCommand = defineCommand({
  id: 'drift',
  title: 'Drift',
  help: 'Estimates how the sample drifts in a stack of frames, to a part of a pixel, and writes it as a table.',
  menu: ['Analyze', 'Drift'],
  shortcut: null,
  parameters: {
    image: fileParameter('STACK', 'A stack of frames; an image file, or a folder of planes.'),
    out: {
      schema: z.string().min(1),
      placeholder: 'TABLE.csv',
      help: 'The table: frame, shift to the right and down, in pixels and um; what --drift of srrf reads.',
    },
    plot: optionalText('FILE.svg|FILE.png', 'Where a plot over the frames is written.'),
    framesPerBlock: { schema: framesPerBlock, placeholder: 'N', help: framesPerBlock.description! },
    reference: {
      schema: reference,
      placeholder: 'mean|first|previous',
      help: reference.description!,
    },
    frames: numberList('Only these frames, counted from 1, e.g. 1-50.'),
    channel: counted('The channel to look at, counted from 1; default the first.'),
    zSlice: counted('The z slice to look at, counted from 1; default the first.'),
    series: {
      schema: z.int().min(1).default(1),
      placeholder: 'NUMBER',
      help: 'Which image of a file that holds several, counted from 1.',
    },
  },
  run: (session, { image, out, plot, framesPerBlock, reference, series, ...part }, options) =>
    writeDrift(
      session,
      {
        image: { path: image, series: series - 1, ...part },
        settings: { framesPerBlock, reference },
        out,
        plot,
      },
      options,
    ),
  describe: describeDrift,
});

function describeDrift({
  frames,
  shifts,
  framesPerBlock,
  blocks,
  largestPx,
  pixelSizeUm,
  notes,
  out,
  plot,
}: WrittenDrift): string {
  const um = (pixels: number) =>
    pixelSizeUm === null ? '' : ` (${(pixels * pixelSizeUm * 1000).toFixed(0)} nm)`;
  const { x, y } = shifts[shifts.length - 1]!;
  const blocksText =
    framesPerBlock === 1
      ? 'frame by frame'
      : `from ${blocks.length} means over ${framesPerBlock} frames each`;
  return [
    `${frames.length} frames, ${blocksText}: at most ${largestPx.toFixed(2)} pixels${um(largestPx)} from the first; in the last ${x.toFixed(2)} to the right and ${y.toFixed(2)} down.`,
    ...notes,
    `Table: ${out}`,
    ...(plot === null ? [] : [`Plot: ${plot}`]),
  ].join('\n');
}
