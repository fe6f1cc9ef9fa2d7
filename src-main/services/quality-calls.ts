import { FileNotWritableError, InvalidRequestError } from '../contract/errors';
import type { FilesApi, Provenance } from '../contract/files-api';
import type { ImageSource, PixelBlock } from '../contract/image';
import type { SquirrelReport } from '../contract/quality-api';
import type { CallOptions } from '../contract/signal';
import { commonParts, middlePart, readPart, type PlanePart } from '../imaging/measured-part';
import { decorrelation } from '../imaging/measures/decorrelation';
import { fourierRingCorrelation } from '../imaging/measures/frc';
import { seamIndex, tileBorders } from '../imaging/measures/seam-index';
import { singleImageRingCorrelation } from '../imaging/measures/single-image-frc';
import { squirrel, type SquirrelMap } from '../imaging/measures/squirrel';
import { decorrelationReport, frcReport } from '../imaging/quality-reports';
import { createImage } from '../io/create-image';
import { isSameFile } from '../io/same-file';
import { withPart } from './measured-image';

/** Larger planes are cut to their middle: memory for a transform, its products and two images is about 60 bytes a pixel. */
const LARGEST_SIDE = 2048;

/** Pixels of a reconstruction that SQUIRREL fits at once; at about 75 bytes each. */
const MOST_PIXELS = 2560 * 2560;

/** The names of the calls that measure quality. */
type QualityCalls = 'ringCorrelation' | 'decorrelation' | 'squirrel' | 'seams';

/** The calls that measure quality; `version` is Finescope's, for the provenance of error maps. */
export function qualityCalls(version: string): Pick<FilesApi, QualityCalls> {
  return {
    ringCorrelation: ({ image, second, gain, pixelSizeUm }, options) =>
      withPart(image, options, async (source, whole) => {
        const part = middlePart(whole, LARGEST_SIDE);
        const size = pixelSizeUm ?? part.pixelSizeUm;
        if (second) {
          return withPart(second, options, async (otherSource, otherWhole) => {
            const other = middlePart(otherWhole, LARGEST_SIDE);
            const first = await readPart(source, part, options);
            const curve = fourierRingCorrelation(first, await readPart(otherSource, other, options));
            const notes = [
              ...new Set([...averaged(part), ...averaged(other), ...part.notes, ...other.notes]),
            ];
            return frcReport(curve, 'two-images', { pixelSizeUm: size, notes });
          });
        }
        if (part.planes.length > 1) {
          const halves = [0, 1].map((odd) => ({
            ...part,
            name: `the mean of the ${odd === 0 ? 'odd' : 'even'} frames of ${part.name}`,
            planes: part.planes.filter((_, i) => i % 2 === odd),
          })) as [PlanePart, PlanePart];
          const odd = await readPart(source, halves[0], options);
          const curve = fourierRingCorrelation(odd, await readPart(source, halves[1], options));
          const note = `The means of the odd and of the even of ${part.planes.length} frames were compared.`;
          return frcReport(curve, 'odd-and-even-frames', { pixelSizeUm: size, notes: [note, ...part.notes] });
        }
        const curve = singleImageRingCorrelation(await readPart(source, part, options), gain ?? null);
        return frcReport(curve, 'one-image', { pixelSizeUm: size, notes: part.notes });
      }),

    decorrelation: ({ image, pixelSizeUm }, options) =>
      withPart(image, options, async (source, whole) => {
        const part = middlePart(whole, LARGEST_SIDE);
        const measured = decorrelation(await readPart(source, part, options));
        const notes = [...averaged(part), ...part.notes];
        return decorrelationReport(measured, { pixelSizeUm: pixelSizeUm ?? part.pixelSizeUm, notes });
      }),

    squirrel: ({ reconstruction, reference, placement, region, errorMap }, options) =>
      withPart(reconstruction, options, (source, whole) =>
        withPart(reference, options, async (otherSource, otherWhole) => {
          const { reconstruction: part, reference: other } = region
            ? commonParts(whole, otherWhole, region)
            : { reconstruction: whole, reference: otherWhole };
          requireFewPixels(part);
          if (errorMap) await requireOther(errorMap, [reconstruction.path, reference.path]);
          const own = await readPart(source, part, options);
          const fit = squirrel(own, await readPart(otherSource, other, options), placement);
          const { errors, width: _width, height: _height, ...numbers } = fit;
          const provenance = { finescope: version, command: 'squirrel', placement, ...numbers };
          if (errorMap) await writeErrorMap(errorMap, fit, source, provenance, options);
          const max = errors.reduce((most, error) => Math.max(most, error), 0);
          const report: SquirrelReport = {
            ...numbers,
            placement,
            errorMap: errorMap ? { path: errorMap, max } : null,
            notes: [...averaged(part), ...averaged(other), ...part.notes, ...other.notes],
          };
          return report;
        }),
      ),

    seams: ({ image, tile }, options) =>
      withPart(image, options, async (source, part) => {
        requireFewPixels(part);
        const plane = await readPart(source, part, options);
        const index = seamIndex(plane, tileBorders(plane, tile.width, tile.height));
        return { seamIndex: index, notes: [...averaged(part), ...part.notes] };
      }),
  };
}

function averaged({ name, planes }: PlanePart): string[] {
  return planes.length > 1 ? [`The mean of the ${planes.length} frames of ${name} was measured.`] : [];
}

function requireFewPixels({ name, region: { width, height } }: PlanePart): void {
  if (width * height <= MOST_PIXELS) return;
  throw new InvalidRequestError(
    `${name} has ${width} x ${height} pixels; at most ${(MOST_PIXELS / 1e6).toFixed(1)} million are measured at once. Name a region of it.`,
    { parameter: 'region' },
  );
}

/** Throws {@link FileNotWritableError} where an error map would replace an image it is made of. */
async function requireOther(path: string, inputs: string[]): Promise<void> {
  for (const input of inputs) {
    if (!(await isSameFile(input, path))) continue;
    throw new FileNotWritableError(
      `${path} is an image that is measured. Choose another place for the error map.`,
      { path },
    );
  }
}

/** Writes an error map with the pixel size of the reconstruction. */
async function writeErrorMap(
  path: string,
  { width, height, errors }: SquirrelMap,
  { info }: ImageSource,
  provenance: Provenance,
  options: CallOptions = {},
): Promise<void> {
  const { pixelSizeUm } = info.calibration;
  const sink = await createImage(
    path,
    {
      name: null,
      shape: [height, width],
      axes: 'YX',
      pixelType: 'float32',
      calibration: { pixelSizeUm: { ...pixelSizeUm, z: null }, frameIntervalS: null },
      channels: [],
      levels: [{ width, height }],
      notes: [],
    },
    provenance,
    options,
  );
  const block: PixelBlock = { width, height, samples: 1, pixelType: 'float32', data: errors };
  try {
    await sink.writeRegion({ plane: 0, x: 0, y: 0, width, height }, block);
    await sink.finish();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
