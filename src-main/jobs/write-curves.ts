import { InvalidRequestError } from '../contract/errors';
import type { FilesApi } from '../contract/files-api';
import type { CallOptions } from '../contract/signal';
import type { LossCurves } from '../figures/loss-curves';
import { lossCurvesSvg } from '../figures/loss-curves-svg';
import { withResolution } from '../figures/png-resolution';
import type { Session } from './session';

/** Resolution of pictures of curves: what journals ask of line drawings is far above a screen's. */
const DPI = 600;

/** Throws {@link InvalidRequestError} where a name says neither .svg nor .png. */
export function requireCurveFormat(path: string): void {
  if (/\.(svg|png)$/i.test(path)) return;
  throw new InvalidRequestError(`Curves are written as .svg or .png; "${path}" is neither.`, {
    parameter: 'out',
  });
}

/** Writes curves as SVG or, where the name says so, as PNG of 600 dots an inch. Throws as {@link requireCurveFormat}. */
export async function writeCurves(
  session: Session,
  figure: LossCurves,
  path: string,
  options: CallOptions,
): Promise<void> {
  await writeDrawing(session, lossCurvesSvg(figure), path, options);
}

/** Writes a drawing without pictures in it as {@link writeCurves} does. */
export async function writeDrawing(
  session: Session,
  svg: string,
  path: string,
  options: CallOptions,
): Promise<void> {
  requireCurveFormat(path);
  await session.withFiles(async (files) => {
    if (/\.svg$/i.test(path)) await files.writeText({ path, text: svg }, options);
    else await files.writeFile({ path, bytes: await png(session, files, svg, options) }, options);
  });
}

async function png(
  session: Session,
  files: FilesApi,
  svg: string,
  options: CallOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const drawn = await files.drawFigure({ svg, dpi: DPI }, options);
  if (drawn.missing.length > 0) {
    session.notify(
      `The font of figures lacks "${drawn.missing.join('')}": empty boxes stand there in the PNG. The SVG holds the characters.`,
    );
  }
  return withResolution(drawn.png, DPI);
}
