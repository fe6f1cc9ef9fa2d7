import { z } from 'zod';
import { RectangleSchema } from '../contract/schemas';
import type { DecorrelationReport, FrcReport, SquirrelReport } from '../contract/quality-api';
import { parseNumberList, parseRectangle } from '../imaging/selection';
import { defineCommand, type Parameter } from './command';
import { fileParameter } from './parameters';

/** Measures of resolution and of faithfulness, on the command line. */

const region: Parameter<z.infer<typeof RectangleSchema> | undefined> = {
  schema: RectangleSchema.optional(),
  placeholder: 'x,y,w,h',
  help: 'Only this rectangle, in pixels from the upper left corner.',
  fromText: parseRectangle,
};

const counted = (help: string): Parameter<number | undefined> => ({
  schema: z.int().min(1).optional(),
  placeholder: 'NUMBER',
  help,
});

/** What of an image is measured, as every command here takes it. */
const part = {
  frames: {
    schema: z.array(z.int().min(1)).min(1).optional(),
    placeholder: 'LIST',
    help: 'Only these frames, counted from 1, e.g. 1-10,15.',
    fromText: parseNumberList,
  } satisfies Parameter<number[] | undefined>,
  channel: counted('Which channel, counted from 1; default the first.'),
  zSlice: counted('Which z slice, counted from 1; default the first.'),
  region,
};

const pixelSize: Parameter<number | undefined> = {
  schema: z.number().positive().optional(),
  placeholder: 'UM',
  help: 'Micrometres of a pixel, where the file does not say or says it wrongly.',
};

/** Resolution by Fourier ring correlation. */
export const frcCommand = defineCommand({
  id: 'frc',
  title: 'Fourier ring correlation',
  help: 'Resolution by FRC: of two images, of the odd and even frames of a stack, or of one image.',
  menu: ['Analyze', 'Fourier ring correlation'],
  separated: true,
  shortcut: null,
  parameters: {
    image: fileParameter('IMAGE', 'An image, or a stack whose odd and even frames are compared.'),
    second: {
      schema: z.string().min(1).optional(),
      placeholder: 'SECOND',
      positional: true,
      help: 'Another image of the same field with noise of its own, e.g. made of the other half of the frames.',
    },
    ...part,
    pixelSize,
    countsPerPhoton: {
      schema: z.number().positive().optional(),
      placeholder: 'NUMBER',
      help: "Of one image: the camera's counts per photon; default the noise is measured in the image.",
    },
    offset: {
      schema: z.number().default(0),
      placeholder: 'COUNTS',
      help: "The camera's counts without light, with --counts-per-photon.",
    },
  },
  run: (session, { image, second, pixelSize: pixelSizeUm, countsPerPhoton, offset, ...chosen }, options) =>
    session.withFiles((files) =>
      files.ringCorrelation(
        {
          image: { path: image, ...chosen },
          ...(second !== undefined && { second: { path: second, ...chosen } }),
          ...(countsPerPhoton !== undefined && { gain: { countsPerPhoton, offset } }),
          pixelSizeUm,
        },
        options,
      ),
    ),
  describe: (report: FrcReport) => resolutionText('FRC', report),
});

/** Resolution of a single image by its spectrum's phases. */
export const decorrelationCommand = defineCommand({
  id: 'decorrelation',
  title: 'Decorrelation analysis',
  help: 'Resolution of one image by decorrelation analysis (Descloux 2019); of a stack, of the mean of its frames.',
  menu: ['Analyze', 'Decorrelation analysis'],
  shortcut: null,
  parameters: { image: fileParameter('IMAGE', 'An image or a stack.'), ...part, pixelSize },
  run: (session, { image, pixelSize: pixelSizeUm, ...chosen }, options) =>
    session.withFiles((files) =>
      files.decorrelation({ image: { path: image, ...chosen }, pixelSizeUm }, options),
    ),
  describe: (report: DecorrelationReport) => resolutionText('Decorrelation', report),
});

/** How faithful a reconstruction is to the image it was made from. */
export const squirrelCommand = defineCommand({
  id: 'squirrel',
  title: 'SQUIRREL error map',
  help: 'How a reconstruction fits a diffraction limited reference: RSP, RSE and, with --out, the error map.',
  menu: ['Analyze', 'SQUIRREL error map'],
  shortcut: null,
  parameters: {
    reconstruction: fileParameter('RECONSTRUCTION', 'The super-resolved image.'),
    reference: fileParameter(
      'REFERENCE',
      'The image, or the stack of frames (their mean), that it shows finer.',
    ),
    out: {
      schema: z.string().min(1).optional(),
      placeholder: 'ERRORMAP.tif',
      help: 'Where the error map is written, as float32 (.tif or .ome.tif).',
    },
    placement: {
      schema: z.enum(['centred', 'reference']).default('centred'),
      placeholder: 'centred|reference',
      help: 'Where the magnified reference lies: in its place, or as NanoPyx has it (half an input pixel off).',
    },
    region: {
      ...region,
      help: 'Only this rectangle, in pixels of the reference from its upper left corner.',
    },
    channel: part.channel,
    zSlice: part.zSlice,
  },
  run: (session, { reconstruction, reference, out, placement, region, ...chosen }, options) =>
    session.withFiles((files) =>
      files.squirrel(
        {
          reconstruction: { path: reconstruction, ...chosen },
          reference: { path: reference, ...chosen },
          placement,
          region,
          ...(out !== undefined && { errorMap: out }),
        },
        options,
      ),
    ),
  describe: ({ rsp, rse, alpha, beta, sigmaPx, magnification, errorMap, notes }: SquirrelReport) =>
    [
      `RSP ${rsp.toFixed(6)} (1 is best), RSE ${rse.toPrecision(6)} in values of the reference;`,
      `reference = ${alpha.toPrecision(6)} x blurred reconstruction + ${beta.toPrecision(6)}, blur SD ${sigmaPx.toFixed(3)} pixels of the reconstruction, magnification ${Number(magnification.toPrecision(4))}.`,
      ...(errorMap ? [`Error map, largest ${errorMap.max.toPrecision(6)}: ${errorMap.path}`] : []),
      ...notes,
    ].join('\n'),
});

/** How visible tile borders are in a result. */
export const seamsCommand = defineCommand({
  id: 'seams',
  title: 'Seam index',
  help: 'How visible the borders of tiles are in a result: steps at them over steps beside them, 1 is invisible.',
  menu: ['Analyze', 'Seam index'],
  shortcut: null,
  parameters: {
    image: fileParameter('IMAGE', 'A result that was computed in tiles or slices.'),
    tile: {
      schema: z.int().min(2),
      placeholder: 'SIDE',
      help: 'Side of the tiles, in pixels of the image, laid from its upper left corner.',
    },
    ...part,
  },
  run: (session, { image, tile, ...chosen }, options) =>
    session.withFiles((files) =>
      files.seams({ image: { path: image, ...chosen }, tile: { width: tile, height: tile } }, options),
    ),
  describe: ({ seamIndex, notes }) => [`Seam index ${seamIndex.toFixed(4)}`, ...notes].join('\n'),
});

function resolutionText(
  name: string,
  { resolutionPx, resolutionUm, verdict, notes }: FrcReport | DecorrelationReport,
): string {
  const pixels = resolutionPx === null ? 'none' : `${resolutionPx.toFixed(3)} pixels`;
  const um = resolutionUm === null ? '' : `, ${resolutionUm.toPrecision(4)} µm`;
  return [`${name} resolution: ${pixels}${um}`, verdict, ...notes].join('\n');
}
