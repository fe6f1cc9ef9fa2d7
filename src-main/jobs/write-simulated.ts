import type { ComputeApi } from '../contract/compute-api';
import type { Provenance } from '../contract/files-api';
import type { ImageInfo, PixelBlock, PixelType, Rectangle } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { POSITION_COLUMNS, type SimulatedFrames } from '../contract/simulation-api';
import type { SimulationConfig } from '../contract/simulation';
import type { FilesBeingWritten } from './files-being-written';
import { pipeline } from './pipeline';
import type { SimulatedFiles } from './simulated-files';

/** What one message holds at most, in pixels: a part of a second of work. */
const PIXELS_AT_ONCE = 2 ** 18;
/** Of the truth, which is drawn quicker but for the fluorophores that each part looks through. */
const TRUTH_PIXELS_AT_ONCE = 2 ** 22;

/** A field, counted from 0, and where it is written. */
export interface SimulatedField {
  config: SimulationConfig;
  field: number;
  files: SimulatedFiles;
  folder: string;
  record: Provenance;
}

/** A field that is being written. */
export interface SimulationWriting extends SimulatedField {
  /** Calls the `compute` process, whatever becomes of it meanwhile. */
  compute<Result>(call: (compute: ComputeApi) => Promise<Result>): Promise<Result>;
  written: FilesBeingWritten;
  signal: CallOptions['signal'];
}

/** Writes an image of what is known, in strips. */
export async function writeKnown(
  { config, field, folder, record, compute, written, signal }: SimulationWriting,
  image: 'truth' | 'sparse' | 'dense',
  path: string,
): Promise<void> {
  const { magnification } = config.truth;
  const [width, height] = [config.width * magnification, config.height * magnification];
  const info = imageInfo(
    config,
    { width, height, frames: 1, magnification },
    image === 'truth' ? 'float32' : 'uint16',
  );
  const provenance = { ...record, command: 'simulate', field: field + 1, image };
  const rows = Math.max(1, Math.floor(TRUTH_PIXELS_AT_ONCE / width));
  const strips: Rectangle[] = [];
  for (let y = 0; y < height; y += rows) strips.push({ x: 0, y, width, height: Math.min(rows, height - y) });
  await written.image({ path: `${folder}/${path}`, info, provenance }, { signal }, (handle) =>
    pipeline<Rectangle, null, PixelBlock>(
      strips,
      {
        read: () => Promise.resolve(null),
        compute: (region) =>
          compute((api) => api.simulateKnown({ config, field, image, region }, { signal })),
        async pass(region, block) {
          await written.files.writeRegion({ handle, region: { plane: 0, ...region }, block }, { signal });
        },
      },
      signal,
    ),
  );
}

/** Writes the frames of one power and, with the first power's, the table of positions. */
export async function writeSimulatedFrames(
  work: SimulationWriting,
  power: number,
  told: (frames: number) => void,
): Promise<void> {
  const { config, field, files, folder, record, written, signal } = work;
  const { width, height, frames, excitation } = config;
  const provenance = { ...record, command: 'simulate', field: field + 1, power: excitation.powers[power]! };
  const stack = {
    path: `${folder}/${files.frames[power]!}`,
    info: imageInfo(config, { width, height, frames, magnification: 1 }, 'uint16'),
    provenance,
  };
  await written.image(stack, { signal }, async (handle) => {
    if (power > 0) return fillStack(work, { power, handle, append: null }, told);
    await written.text(`${folder}/${files.positions}`, { signal }, async (append) => {
      await append(POSITION_COLUMNS);
      await fillStack(work, { power, handle, append }, told);
    });
  });
}

/** Frames into an image being written, positions to where they are appended. */
async function fillStack(
  { config, field, compute, written, signal }: SimulationWriting,
  {
    power,
    handle,
    append,
  }: { power: number; handle: number; append: ((text: string) => Promise<void>) | null },
  told: (frames: number) => void,
): Promise<void> {
  const { width, height, frames } = config;
  const together = Math.max(1, Math.floor(PIXELS_AT_ONCE / (width * height)));
  const starts = Array.from({ length: Math.ceil(frames / together) }, (_, i) => i * together);
  let rows = 0;
  await pipeline<number, null, SimulatedFrames>(
    starts,
    {
      read: () => Promise.resolve(null),
      async compute(first) {
        const count = Math.min(together, frames - first);
        const wanted = { config, field, power, first, count, firstId: append ? rows + 1 : null };
        const made = await compute((api) => api.simulateFrames(wanted, { signal }));
        rows += made.rows.count;
        return made;
      },
      async pass(first, made) {
        for (const [i, block] of made.frames.entries()) {
          const region = { plane: first + i, x: 0, y: 0, width, height };
          await written.files.writeRegion({ handle, region, block }, { signal });
        }
        if (made.rows.count > 0) await append?.(made.rows.text);
        told(first + made.frames.length);
      },
    },
    signal,
  );
}

function imageInfo(
  { name, pixelSizeNm }: SimulationConfig,
  { width, height, frames, magnification }: Record<'width' | 'height' | 'frames' | 'magnification', number>,
  pixelType: PixelType,
): ImageInfo {
  const pixelUm = pixelSizeNm / 1000 / magnification;
  return {
    name,
    shape: frames > 1 ? [frames, height, width] : [height, width],
    axes: frames > 1 ? 'TYX' : 'YX',
    pixelType,
    calibration: { pixelSizeUm: { x: pixelUm, y: pixelUm, z: null }, frameIntervalS: null },
    channels: [],
    levels: [{ width, height }],
    notes: [],
  };
}
