import { InvalidRequestError } from '../contract/errors';
import type { FilesApi } from '../contract/files-api';
import type { ImageSource, Rectangle } from '../contract/image';
import { throwIfCancelled, type CallOptions } from '../contract/signal';
import { readPart, type PlanePart } from '../imaging/measured-part';
import { PairMoments } from '../imaging/measures/pair-moments';
import { createImage } from '../io/create-image';
import { gsosWeights, weightedSum } from '../reconstruction/gsos';
import { withPart } from './measured-image';

/** Pixels that are added at a time. */
const PIXELS_AT_ONCE = 2 ** 20;

/** An image at one power. */
interface PowerImage {
  source: ImageSource;
  part: PlanePart;
}

/** GSOS; `version` is Finescope's, for provenance. */
export function gsosCalls(version: string): Pick<FilesApi, 'gsos'> {
  return {
    gsos: ({ images, powers, photons, out }, options = {}) => {
      const { coefficients, noiseAmplification } = gsosWeights(powers, photons);
      const withImages = async (at: number, opened: PowerImage[]): ReturnType<FilesApi['gsos']> => {
        if (at < images.length)
          return withPart(images[at]!, options, (source, part) =>
            withImages(at + 1, [...opened, { source, part }]),
          );
        const used = perPower(opened, powers);
        const strips = stripsOf(used[0]!.part.region);
        const weights = await bright(used, coefficients, powers, strips, options);
        const { width, height } = used[0]!.part.region;
        const record = { powers, photons, coefficients: weights, noiseAmplification };
        await writeSum(out, used, weights, strips, { version, ...record }, options);
        const notes = [...new Set(opened.flatMap(({ part }) => part.notes))];
        return { out, width, height, ...record, narrowing: Math.sqrt(powers.length), notes };
      };
      return withImages(0, []);
    },
  };
}

/** An image for each power: those that were named, or the frames of the only one. */
function perPower(opened: PowerImage[], powers: readonly number[]): PowerImage[] {
  const [first] = opened as [PowerImage];
  const used =
    opened.length === 1
      ? first.part.planes.map((plane) => ({ ...first, part: { ...first.part, planes: [plane] } }))
      : opened;
  const what = opened.length === 1 ? `frames of ${first.part.name}` : 'images';
  if (used.length !== powers.length) {
    throw refused(
      `There are ${used.length} ${what} and ${powers.length} powers. Name a power for each, in their order.`,
      'powers',
    );
  }
  const { width, height } = first.part.region;
  const other = used.find(({ part }) => part.region.width !== width || part.region.height !== height);
  if (other) {
    const { name, region } = other.part;
    throw refused(
      `${name} has ${region.width} x ${region.height} pixels, ${first.part.name} ${width} x ${height}. GSOS needs images of the same field.`,
      'images',
    );
  }
  return used;
}

const refused = (sentence: string, parameter: string) => new InvalidRequestError(sentence, { parameter });

function stripsOf({ x, y, width, height }: Rectangle): Rectangle[] {
  const rows = Math.max(1, Math.floor(PIXELS_AT_ONCE / width));
  return Array.from({ length: Math.ceil(height / rows) }, (_, n) => ({
    x,
    y: y + n * rows,
    width,
    height: Math.min(rows, height - n * rows),
  }));
}

async function readStrip(images: readonly PowerImage[], strip: Rectangle, { signal }: CallOptions) {
  throwIfCancelled(signal);
  const planes: ArrayLike<number>[] = [];
  for (const { source, part } of images) {
    const { x, y } = part.region;
    const [left, top] = [x - images[0]!.part.region.x, y - images[0]!.part.region.y];
    const region = { ...strip, x: strip.x + left, y: strip.y + top };
    planes.push((await readPart(source, { ...part, region }, { signal })).data);
  }
  return planes;
}

/** The coefficients, their sign turned where saturation would show bright structures as dark ones. */
async function bright(
  images: readonly PowerImage[],
  coefficients: readonly number[],
  powers: readonly number[],
  strips: readonly Rectangle[],
  options: CallOptions,
): Promise<number[]> {
  const strongest = powers.indexOf(Math.max(...powers));
  const moments = new PairMoments();
  let done = 0;
  for (const strip of strips) {
    const planes = await readStrip(images, strip, options);
    moments.add(weightedSum(planes, coefficients), planes[strongest]!);
    options.onProgress?.({
      done: ++done,
      total: strips.length,
      unit: 'strips',
      activity: 'Looking at the signs',
    });
  }
  return moments.products < 0 ? coefficients.map((one) => -one) : [...coefficients];
}

async function writeSum(
  out: string,
  images: readonly PowerImage[],
  weights: readonly number[],
  strips: readonly Rectangle[],
  { version, ...record }: { version: string; powers: number[]; photons: number; coefficients: number[] },
  options: CallOptions,
): Promise<void> {
  const { source, part } = images[0]!;
  const { width, height, x, y } = part.region;
  const { pixelSizeUm } = source.info.calibration;
  const info = {
    name: null,
    shape: [height, width],
    axes: 'YX',
    pixelType: 'float32' as const,
    calibration: { pixelSizeUm: { ...pixelSizeUm, z: null }, frameIntervalS: null },
    channels: [],
    levels: [{ width, height }],
    notes: [],
  };
  const input = images.map((image) => image.part.name);
  const provenance = { finescope: version, command: 'gsos', input, ...record };
  const sink = await createImage(out, info, provenance, options);
  try {
    for (const [n, strip] of strips.entries()) {
      const data = weightedSum(await readStrip(images, strip, options), weights);
      const place = { x: strip.x - x, y: strip.y - y, width, height: strip.height };
      await sink.writeRegion(
        { plane: 0, ...place },
        { width, height: strip.height, samples: 1, pixelType: 'float32', data },
      );
      options.onProgress?.({ done: n + 1, total: strips.length, unit: 'strips', activity: 'Adding images' });
    }
    await sink.finish();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
