import { z } from 'zod';
import { InvalidRequestError } from '../contract/errors';
import { RectangleSchema } from '../contract/schemas';
import { parseRectangle } from '../imaging/selection';
import type { ChannelModel } from '../jobs/request';
import { superResolve, type SuperResolved } from '../jobs/super-resolve';
import { defineCommand } from './command';
import { filesParameter, numberList } from './parameters';

/** The application's main verb: one network over one or many images. */
export const superResolveCommand = defineCommand({
  id: 'super-resolve',
  title: 'Super-resolve',
  help: 'Runs a network over images and writes the results, pixel size and provenance included.',
  menu: ['Process', 'Super-resolve'],
  shortcut: 'F5',
  when: ({ hasImage, isBusy }) => hasImage && !isBusy,
  act: (window) => window.superResolve(),
  parameters: {
    input: filesParameter('IN...', 'Image files, or folders of single planes.'),
    model: {
      schema: z.string().min(1).optional(),
      placeholder: 'M',
      help: "An installed model's name, a bundle, a training run's folder, or PyTorch weights (.pth).",
    },
    channelModels: {
      schema: z
        .array(z.strictObject({ channel: z.int().min(1), model: z.string().min(1) }))
        .min(1)
        .optional(),
      placeholder: '1=M,2=M',
      help: 'Instead of --model, one for each channel (counted from 1): the result holds these channels.',
      fromText: parseChannelModels,
    },
    out: {
      schema: z.string().min(1),
      placeholder: 'FILE|FOLDER',
      help: 'A .tif (ImageJ) or .ome.tif file, or a folder for several results.',
    },
    slices: {
      schema: z.int().min(8).optional(),
      placeholder: 'SIDE',
      help: 'The published way: independent, non-overlapping slices of this side, e.g. 128.',
    },
    region: {
      schema: RectangleSchema.optional(),
      placeholder: 'x,y,w,h',
      help: 'Only this rectangle, in pixels of the input from its upper left corner.',
      fromText: parseRectangle,
    },
    frames: numberList('Only these frames, counted from 1, e.g. 1-10,15.'),
    channels: numberList('Only these channels, counted from 1.'),
    zSlices: numberList('Only these z slices, counted from 1.'),
    series: {
      schema: z.int().min(1).default(1),
      placeholder: 'NUMBER',
      help: 'Which image of a file that holds several, counted from 1.',
    },
    type: {
      schema: z.enum(['uint8', 'uint16', 'float32']).optional(),
      placeholder: 'uint8|uint16|float32',
      help: "Pixel type of the result; default the input's. float32 is never clipped.",
    },
    framesAs: {
      schema: z.enum(['sum', 'each']).optional(),
      placeholder: 'sum|each',
      help: 'What becomes of frames: default the sum for models that give densities of emitters, else each.',
    },
    range: {
      schema: z.enum(['as-is', 'matched']).default('as-is'),
      placeholder: 'as-is|matched',
      help: "For data far from the model's training range (12 bit in 16): as they are, or matched to it.",
    },
    tile: {
      schema: z.int().min(16).optional(),
      placeholder: 'SIDE',
      help: 'Largest side of a tile, its halo included; default by the memory there is.',
    },
  },
  run: (session, values, options) => superResolve(session, values, options),
  describe: ({ results }) => results.map(describeResult).join('\n'),
  failures: ({ failures }) => failures.map(({ input, reason }) => `${input}: ${reason}`),
});

/** Reads "1=bpae,2=er": channels and their models. Throws {@link InvalidRequestError}. */
function parseChannelModels(text: string, parameter: string): ChannelModel[] {
  return text.split(',').map((part) => {
    const match = /^\s*([1-9]\d{0,5})\s*=\s*(.*\S)\s*$/.exec(part);
    if (match) return { channel: Number(match[1]), model: match[2]! };
    throw new InvalidRequestError(
      `${parameter} "${text}" is not a list of channels and their models, such as 1=bpae,2=er.`,
      { parameter },
    );
  });
}

function describeResult({
  input,
  output,
  shape,
  axes,
  pixelType,
  model,
  pixelSizeUm,
  outputScale,
  summedFrames,
  seconds,
}: SuperResolved): string {
  const { x } = pixelSizeUm;
  const size = x === null ? '' : `, pixel ${Number(x.toPrecision(6))} µm`;
  const scale =
    outputScale === 1 ? 'same pixels, finer detail' : `${outputScale} times the pixels along each side`;
  const sum = summedFrames === null ? '' : `; sum of ${summedFrames} frame${summedFrames === 1 ? '' : 's'}`;
  return `${input} -> ${output}: ${axes} ${shape.join(' x ')} ${pixelType}${size} (${model}; ${scale}${sum}), ${seconds.toFixed(1)} s`;
}
