import { InvalidRequestError } from '../contract/errors';
import type { Rectangle } from '../contract/image';
import type { ParameterMap } from '../contract/parameter-map';
import type { CallOptions } from '../contract/signal';
import { parameterMapSvg } from '../figures/parameter-map-svg';
import { planeGeometry } from '../imaging/geometry';
import { parameterMapTable } from '../imaging/parameter-map';
import { fileName } from './output-names';
import { seriesOf } from './series-of';
import type { Session } from './session';
import { MOST_SWEPT_FRAMES, sweepReconstruction, type SweepRequest } from './sweep-reconstruction';
import { requireCurveFormat, writeDrawing } from './write-curves';

/** Side of the part that parameters are tried on where none is named, in pixels of the input. */
const SIDE = 128;

/** Parameters of a stack to be tried, and what is written. */
export interface ParameterMapRequest extends Omit<SweepRequest, 'region'> {
  input: string;
  /** Which image of the file, from 1. */
  series: number;
  /** Default the middle of the image. */
  region?: Rectangle | undefined;
  /** The map as .json or .csv, and drawn as .svg or .png. */
  out: string;
  figure?: string | undefined;
}

/** A map, and what was written of it. */
export interface WrittenParameterMap extends ParameterMap {
  out: string;
  figure: string | null;
}

/** Tries parameters on a part of a stack and writes their map. Throws InvalidRequestError. */
export async function writeParameterMap(
  session: Session,
  { input, series, region, out, figure, ...request }: ParameterMapRequest,
  options: CallOptions,
): Promise<WrittenParameterMap> {
  requireMapFormat(out);
  if (figure !== undefined) requireCurveFormat(figure);
  const name = fileName(input);
  const map = await session.withFiles(async (files) => {
    const { handle, series: all } = await files.openImage({ path: input }, options);
    try {
      const info = seriesOf(all, series, name, session.notify);
      const { width, height } = planeGeometry(info);
      const part = region ?? middleOf({ width, height });
      if (!region && (part.width < width || part.height < height))
        session.notify(
          `Parameters are tried on the middle ${part.width} x ${part.height} pixels of ${name}; --region names another part.`,
        );
      const stack = { files, handle, series: series - 1, name, info };
      const swept = await sweepReconstruction(session, stack, { ...request, region: part }, options);
      if (swept.frames === MOST_SWEPT_FRAMES && !request.frames)
        session.notify(
          `Parameters are tried on the first ${MOST_SWEPT_FRAMES} frames of ${name}; --frames names others.`,
        );
      return swept;
    } finally {
      await files.closeImage({ handle }).catch(() => undefined); // a process that ended has nothing open
    }
  });
  const text = /\.csv$/i.test(out) ? parameterMapTable(map) : `${JSON.stringify(map, null, 2)}\n`;
  await session.withFiles((files) => files.writeText({ path: out, text }, options));
  if (figure !== undefined) await writeDrawing(session, parameterMapSvg(map), figure, options);
  return { ...map, out, figure: figure ?? null };
}

function requireMapFormat(path: string): void {
  if (/\.(json|csv)$/i.test(path)) return;
  throw new InvalidRequestError(
    `A map of parameters is written as .json or .csv; "${path}" is neither. --figure draws it.`,
    { parameter: 'out' },
  );
}

function middleOf({ width, height }: { width: number; height: number }): Rectangle {
  const size = { width: Math.min(width, SIDE), height: Math.min(height, SIDE) };
  const x = Math.floor((width - size.width) / 2);
  return { x, y: Math.floor((height - size.height) / 2), ...size };
}
