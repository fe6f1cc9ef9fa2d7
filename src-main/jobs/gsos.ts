import { InvalidRequestError } from '../contract/errors';
import type { FilesApi, Provenance } from '../contract/files-api';
import type { ImageInfo, PixelBlock, Rectangle } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { planeGeometry } from '../imaging/geometry';
import { gsosCombination, type GsosCombination } from '../reconstruction/gsos';
import { discardWritten } from './discard-written';
import { fileName } from './output-names';
import { resultInfo } from './result-info';
import { seriesOf } from './series-of';
import type { Session } from './session';

/** Values of one image in memory at a time. */
const BAND_VALUES = 2 ** 20;

/** Images of one field at several excitation powers. */
export interface GsosRequest {
  /** An image or stack for each power, whose frames are averaged; or one stack with a frame for each. */
  input: string[];
  powers: number[];
  /** Photons that are absorbed together. */
  photons: number;
  /** Counts without light, which are taken from every image. */
  offset: number;
  /** The sign of what is left: `saturating` is negative with two powers. */
  response: 'saturating' | 'growing';
  out: string;
}

/** What was combined, and where it lies. */
export interface GsosResult extends GsosCombination {
  output: string;
  shape: number[];
  frames: number[];
}

/** An image of a power: which planes of which open file are averaged. */
interface Source {
  handle: number;
  planes: number[];
}

/** Combines images at several powers by GSOS, a band of rows at a time, and writes the result as float32. */
export async function combineByGsos(
  session: Session,
  request: GsosRequest,
  options: CallOptions,
): Promise<GsosResult> {
  const { input, powers, photons, offset, response, out } = request;
  // The signs of a saturating response alternate, as those of 1 - exp(-I) do.
  const sign = response === 'saturating' && powers.length % 2 === 0 ? -1 : 1;
  const combination = gsosCombination(powers, photons, sign);
  const created = new Date();
  return session.withFiles(async (files) => {
    const { sources, info } = await openSources(session, files, input, powers.length, options);
    const { width, height } = planeGeometry(info);
    const whole = { x: 0, y: 0, width, height };
    const result = resultInfo(
      { ...info, shape: [height, width], axes: 'YX' },
      {
        chosen: { planes: [0], positions: [] },
        region: whole,
        scale: 1,
        pixelType: 'float32',
        output: 'density', // the input's display range says nothing of its values
        name: fileName(out),
        summed: null,
      },
    );
    const provenance: Provenance = {
      finescope: session.version,
      created: created.toISOString(),
      command: 'gsos',
      input: input.map((path) => fileName(path)),
      powers: [...powers],
      photons,
      offset,
      response,
      coefficients: combination.coefficients,
      noiseAmplification: combination.noiseAmplification,
    };
    const written = await files.createImage({ path: out, info: result, provenance }, options);
    try {
      const rows = Math.max(1, Math.floor(BAND_VALUES / width));
      for (let y = 0; y < height; y += rows) {
        const band = { x: 0, y, width, height: Math.min(rows, height - y) };
        const block = await combined(files, sources, combination.coefficients, offset, band, options);
        await files.writeRegion({ handle: written.handle, region: { plane: 0, ...band }, block }, options);
        options.onProgress?.({ done: y + band.height, total: height, unit: 'rows', activity: fileName(out) });
      }
      await files.finishImage({ handle: written.handle }, options);
    } catch (error) {
      await discardWritten(session, files, written, out);
      throw error;
    }
    return {
      ...combination,
      output: out,
      shape: [height, width],
      frames: sources.map(({ planes }) => planes.length),
    };
  });
}

/** The images of the powers: a file each, or the frames of one. */
async function openSources(
  session: Session,
  files: FilesApi,
  input: string[],
  powers: number,
  options: CallOptions,
): Promise<{ sources: Source[]; info: ImageInfo }> {
  const opened: { handle: number; info: ImageInfo; planes: number }[] = [];
  for (const path of input) {
    const { handle, series } = await files.openImage({ path }, options);
    const info = seriesOf(series, 1, fileName(path), (sentence) => session.notify(sentence));
    const { planes, samples, width, height } = planeGeometry(info);
    if (samples > 1) throw refusal('input', `${fileName(path)} is a colour image; GSOS takes one channel.`);
    const first = opened[0] && planeGeometry(opened[0].info);
    if (first && (first.width !== width || first.height !== height)) {
      throw refusal(
        'input',
        `${fileName(path)} has ${width} x ${height} pixels, and ${fileName(input[0]!)} has ${first.width} x ${first.height}: images of one field have one size.`,
      );
    }
    opened.push({ handle, info, planes });
  }
  const [only] = opened as [(typeof opened)[0]];
  const range = (count: number) => Array.from({ length: count }, (_, plane) => plane);
  if (opened.length === 1 && only.planes === powers)
    return {
      info: only.info,
      sources: range(powers).map((plane) => ({ handle: only.handle, planes: [plane] })),
    };
  if (opened.length !== powers) {
    const what = opened.length === 1 ? `a stack of ${only.planes} frames` : `${opened.length} images`;
    throw refusal('powers', `There are ${powers} powers for ${what}: give a power for each.`);
  }
  return {
    info: only.info,
    sources: opened.map(({ handle, planes }) => ({ handle, planes: range(planes) })),
  };
}

const refusal = (parameter: string, sentence: string) => new InvalidRequestError(sentence, { parameter });

/** A band of the result: the images' means over their frames, less the offset, times the coefficients. */
async function combined(
  files: FilesApi,
  sources: Source[],
  coefficients: number[],
  offset: number,
  band: Rectangle,
  { signal }: CallOptions,
): Promise<PixelBlock> {
  const sum = new Float64Array(band.width * band.height);
  for (const [k, { handle, planes }] of sources.entries()) {
    const part = coefficients[k]! / planes.length;
    for (const plane of planes) {
      const { data } = await files.readRegion({ handle, series: 0, region: { plane, ...band } }, { signal });
      for (let n = 0; n < sum.length; n++) sum[n]! += part * (data[n]! - offset);
    }
  }
  return {
    width: band.width,
    height: band.height,
    samples: 1,
    pixelType: 'float32',
    data: Float32Array.from(sum),
  };
}
