import { z } from 'zod';
import { InvalidRequestError } from '../contract/errors';
import { SweptParameters } from '../contract/parameter-map';
import { EsrrfParams, METHOD_NAMES, SrrfParams, type ReconstructionParams } from '../contract/reconstruction';
import { RectangleSchema } from '../contract/schemas';
import { resolutionText, settingText } from '../imaging/parameter-map';
import { parseRectangle } from '../imaging/selection';
import { writeParameterMap, type WrittenParameterMap } from '../jobs/write-parameter-map';
import { defineCommand, type Parameter } from './command';
import { fileParameter, numberList, optionalText } from './parameters';
import { parametersOf } from './reconstruct';

/** Parameters of SRRF and eSRRF chosen by trying them. */

const counted = (help: string): Parameter<number | undefined> => ({
  schema: z.int().min(1).optional(),
  placeholder: 'NUMBER',
  help,
});

const shared = {
  input: fileParameter('STACK', 'A stack of frames of a sample that fluctuates; 20 frames or more.'),
  out: {
    schema: z.string().min(1),
    placeholder: 'MAP.json|MAP.csv',
    help: 'The scores of every setting.',
  },
  figure: optionalText('FILE.svg|FILE.png', 'Where the map is drawn.'),
  frames: numberList('Only these frames, counted from 1; of these, or of all, the first 100.'),
  channel: counted('Which channel, counted from 1; default the first.'),
  zSlice: counted('Which z slice, counted from 1; default the first.'),
  series: {
    schema: z.int().min(1).default(1),
    placeholder: 'NUMBER',
    help: 'Which image of a file that holds several, counted from 1.',
  },
  region: {
    schema: RectangleSchema.optional(),
    placeholder: 'x,y,w,h',
    help: 'The part to try them on, in pixels of the input; default the middle 128 x 128.',
    fromText: parseRectangle,
  },
} satisfies Record<string, Parameter>;

type Told = z.infer<z.ZodObject<{ [Name in keyof typeof shared]: (typeof shared)[Name]['schema'] }>>;

/** Divides what was told into what is swept, the method's other parameters, and the rest. */
function requestOf(
  method: ReconstructionParams['method'],
  { input, out, figure, frames, channel, zSlice, series, region, ...own }: Told & Record<string, unknown>,
) {
  const { radii, sensitivities, temporals, ...fixed } = own;
  const swept = SweptParameters.parse(
    method === 'srrf' ? { method, radii, temporals } : { method, radii, sensitivities },
  );
  const params =
    method === 'srrf' ? SrrfParams.parse({ method, ...fixed }) : EsrrfParams.parse({ method, ...fixed });
  return { input, out, figure, frames, channel, zSlice, series, region, swept, params };
}

/** Reads "1,1.5,2". Throws {@link InvalidRequestError}. */
function parseDecimals(text: string, parameter: string): number[] {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (numbers.every(Number.isFinite)) return numbers;
  throw new InvalidRequestError(`${parameter} "${text}" is not a list of numbers, such as 1,1.5,2.`, {
    parameter,
  });
}

const [srrfSwept, esrrfSwept] = SweptParameters.options;

const describeMap = ({ settings, best, swept, sentence, pixelSizeUm, out, figure }: WrittenParameterMap) =>
  [
    ...settings.map((one, n) => {
      const mark = n === best ? '*' : ' ';
      const score = `RSP ${one.rsp.toFixed(3)}, QnR ${one.qnr.toFixed(3)}`;
      return `${mark} ${settingText(swept, one)}: ${resolutionText(one, pixelSizeUm)}, ${score}`;
    }),
    sentence,
    `Written: ${[out, figure].filter((path) => path !== null).join(', ')}`,
  ].join('\n');

const { method: _srrf, ringRadius: _radius, temporal: _temporal, ...srrfFixed } = SrrfParams.shape;
const { method: _esrrf, radius: _own, sensitivity: _sensitivity, ...esrrfFixed } = EsrrfParams.shape;

/** SRRF's ring radius and analysis over time, tried. */
export const srrfSweep = defineCommand({
  id: 'srrf sweep',
  title: `Find ${METHOD_NAMES.srrf} parameters`,
  help: 'Tries ring radii and analyses over time on a part of a stack; scores each by FRC resolution and RSP.',
  menu: ['Process', 'Find SRRF parameters'],
  shortcut: null,
  parameters: {
    ...shared,
    radii: {
      schema: srrfSwept.shape.radii,
      placeholder: '0.3,0.5,...',
      help: 'Ring radii to try, in pixels.',
      fromText: parseDecimals,
    },
    temporals: {
      schema: srrfSwept.shape.temporals,
      placeholder: 'avg,trppm,...',
      help: 'Analyses over time to try: avg, max, trppm, trac2, trac3, trac4.',
      fromText: (text) => text.split(','),
    },
    ...parametersOf(z.strictObject(srrfFixed), {
      magnification: 'N',
      ringAxes: 'N',
      placement: 'centred|reference',
    }),
  },
  run: (session, values, options) => writeParameterMap(session, requestOf('srrf', values), options),
  describe: describeMap,
});

/** eSRRF's radius and sensitivity, tried. */
export const esrrfSweep = defineCommand({
  id: 'esrrf sweep',
  title: `Find ${METHOD_NAMES.esrrf} parameters`,
  help: 'Tries radii and sensitivities on a part of a stack; scores each by FRC resolution and RSP (Laine 2023).',
  menu: ['Process', 'Find eSRRF parameters'],
  shortcut: null,
  parameters: {
    ...shared,
    radii: {
      schema: esrrfSwept.shape.radii,
      placeholder: '1,1.5,...',
      help: 'Radii to try, in pixels.',
      fromText: parseDecimals,
    },
    sensitivities: {
      schema: esrrfSwept.shape.sensitivities,
      placeholder: '1,2,...',
      help: 'Sensitivities to try.',
      fromText: parseDecimals,
    },
    ...parametersOf(z.strictObject(esrrfFixed), {
      magnification: 'N',
      temporal: 'avg|var|tac2',
      placement: 'centred|reference',
    }),
  },
  run: (session, values, options) => writeParameterMap(session, requestOf('esrrf', values), options),
  describe: describeMap,
});
