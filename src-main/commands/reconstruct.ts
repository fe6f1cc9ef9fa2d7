import { z } from 'zod';
import { EsrrfParams, METHOD_NAMES, SrrfParams, type ReconstructionParams } from '../contract/reconstruction';
import { RectangleSchema } from '../contract/schemas';
import { parseRectangle } from '../imaging/selection';
import { driftChoice } from '../jobs/drift';
import { reconstruct, type Reconstructed, type ReconstructResult } from '../jobs/reconstruct';
import type { ReconstructionRequest } from '../jobs/reconstruction-request';
import { defineCommand, type Parameter } from './command';
import { filesParameter, numberList } from './parameters';

/** A method's own parameters, read off its schema: the same names, bounds and sentences everywhere. */
export function parametersOf<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  placeholders: Partial<Record<keyof Shape, string>>,
): { [Name in keyof Shape]: Parameter<z.infer<Shape[Name]>> } {
  const entries = Object.entries(schema.shape).map(([name, field]) => {
    const { description } = field as z.ZodType;
    const placeholder = placeholders[name];
    return [name, { schema: field, help: description ?? '', ...(placeholder && { placeholder }) }];
  });
  return Object.fromEntries(entries);
}

/** What both methods are told beside their own parameters. */
const shared = {
  input: filesParameter(
    'STACK...',
    'Stacks of frames of a sample that fluctuates; image files, or folders of planes.',
  ),
  out: {
    schema: z.string().min(1),
    placeholder: 'FILE|FOLDER',
    help: 'A .tif (ImageJ) or .ome.tif file, or a folder for several results.',
  },
  frames: numberList('Only these frames, counted from 1, e.g. 1-50.'),
  channels: numberList('Only these channels, counted from 1.'),
  zSlices: numberList('Only these z slices, counted from 1.'),
  series: {
    schema: z.int().min(1).default(1),
    placeholder: 'NUMBER',
    help: 'Which image of a file that holds several, counted from 1.',
  },
  region: {
    schema: RectangleSchema.optional(),
    placeholder: 'x,y,w,h',
    help: 'Only this rectangle, in pixels of the input from its upper left corner.',
    fromText: parseRectangle,
  },
  framesPerImage: {
    schema: z.int().min(0).default(0),
    placeholder: 'N',
    help: 'Frames that become one image: a long stack becomes a time series. 0 is all.',
  },
  grid: {
    schema: z.enum(['magnified', 'input']).default('magnified'),
    placeholder: 'magnified|input',
    help: "The result's size: magnified, or means over each input pixel, for a target of the input's size.",
  },
  drift: {
    schema: z.string().min(1).default('none'),
    placeholder: 'none|estimate|TABLE.csv',
    help: 'Corrects drift: estimated from the frames, or as a table of the command drift has it. Default none.',
  },
} satisfies Record<string, Parameter>;

type Told = Omit<ReconstructionRequest, 'params' | 'drift'> & { drift: string };

/** Divides what was told into the method's own parameters and the rest. */
function requestOf(
  method: ReconstructionParams['method'],
  {
    input,
    out,
    frames,
    channels,
    zSlices,
    series,
    region,
    framesPerImage,
    grid,
    drift,
    ...own
  }: Told & Record<string, unknown>,
): ReconstructionRequest {
  const params =
    method === 'srrf' ? SrrfParams.parse({ method, ...own }) : EsrrfParams.parse({ method, ...own });
  const told = { input, out, frames, channels, zSlices, series, region, framesPerImage, grid };
  return { ...told, drift: driftChoice(drift), params };
}

const words = {
  describe: ({ results }: ReconstructResult) => results.map(describeOne).join('\n'),
  failures: ({ failures }: ReconstructResult) => failures.map(({ input, reason }) => `${input}: ${reason}`),
};

function describeOne({ output, axes, shape, pixelSizeUm, framesPerImage, seconds }: Reconstructed): string {
  const size = shape.map((length, i) => `${axes[i]}=${length}`).join(' ');
  const pixel = pixelSizeUm.x === null ? '' : `, ${(pixelSizeUm.x * 1000).toPrecision(4)} nm a pixel`;
  const frames = `${framesPerImage} frame${framesPerImage === 1 ? '' : 's'} an image`;
  return `${output}: ${size}${pixel}, ${frames}, ${seconds.toFixed(1)} s`;
}

const { method: _srrf, ...srrfShape } = SrrfParams.shape;
const { method: _esrrf, ...esrrfShape } = EsrrfParams.shape;

/** SRRF of stacks. */
export const srrfCommand = defineCommand({
  id: 'srrf',
  title: METHOD_NAMES.srrf,
  help: 'Computes one super-resolved image of many frames by SRRF (Gustafsson 2016): radiality over time.',
  menu: ['Process', 'SRRF…'],
  separated: true,
  shortcut: null,
  when: ({ hasImage }) => hasImage,
  act: (window) => window.reconstruct('srrf'),
  parameters: {
    ...shared,
    ...parametersOf(z.strictObject(srrfShape), {
      magnification: 'N',
      ringRadius: 'PIXELS',
      ringAxes: 'N',
      temporal: 'avg|max|trppm|trac2|trac3|trac4|frames',
      placement: 'centred|reference',
    }),
  },
  run: (session, values, options) => reconstruct(session, requestOf('srrf', values), options),
  ...words,
});

/** eSRRF of stacks. */
export const esrrfCommand = defineCommand({
  id: 'esrrf',
  title: METHOD_NAMES.esrrf,
  help: 'Computes one super-resolved image of many frames by eSRRF (Laine 2023): convergence over time.',
  menu: ['Process', 'eSRRF…'],
  shortcut: null,
  when: ({ hasImage }) => hasImage,
  act: (window) => window.reconstruct('esrrf'),
  parameters: {
    ...shared,
    ...parametersOf(z.strictObject(esrrfShape), {
      magnification: 'N',
      radius: 'PIXELS',
      sensitivity: 'POWER',
      temporal: 'avg|var|tac2|frames',
      placement: 'centred|reference',
    }),
  },
  run: (session, values, options) => reconstruct(session, requestOf('esrrf', values), options),
  ...words,
});
