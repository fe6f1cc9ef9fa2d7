import type { ComputeApi } from '../contract/compute-api';
import type { FilesApi, Provenance } from '../contract/files-api';
import type { ImageInfo, PixelBlock, PixelType, Rectangle } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { POSITION_COLUMNS, type SimulatedFrames } from '../contract/simulation-api';
import type { SimulationConfig } from '../contract/simulation';
import { wasRestarted } from './compute-recovery';
import { pipeline } from './pipeline';
import type { Session } from './session';
import type { SimulatedFiles } from './simulated-files';

/** What one message holds at most, in pixels: a part of a second of work. */
const PIXELS_AT_ONCE = 2 ** 18;
/** Of the truth, which is drawn quicker but for the fluorophores that each part looks through. */
const TRUTH_PIXELS_AT_ONCE = 2 ** 22;

/** How often the `compute` process may be started afresh for other jobs' sake. */
const RESTARTS_FORGIVEN = 20;

/** A field, counted from 0, and where it is written. */
export interface FieldToSimulate {
  config: SimulationConfig;
  field: number;
  files: SimulatedFiles;
  folder: string;
  record: Provenance;
}

type Signal = CallOptions['signal'];

/** Simulates one field and writes all its files; the stacks of frames appear last. `told` hears how many frames are made. */
export async function simulateField(
  session: Session,
  wanted: FieldToSimulate,
  told: (frames: number) => void,
  signal: Signal,
): Promise<void> {
  await session.withFiles(async (files) => {
    const { config, field, folder } = wanted;
    const work = { ...wanted, compute: steadyCompute(session), write: files };
    await writeKnown(work, 'truth', wanted.files.truth, signal);
    if (wanted.files.localisations) {
      await writeKnown(work, 'sparse', wanted.files.localisations.sparse, signal);
      await writeKnown(work, 'dense', wanted.files.localisations.dense, signal);
    }
    if (wanted.files.drift !== null) {
      const text = await work.compute((compute) => compute.simulateDrift({ config, field }, { signal }));
      await files.writeText({ path: `${folder}/${wanted.files.drift}`, text }, { signal });
    }
    for (const [power, path] of wanted.files.frames.entries()) {
      await writeFrames(work, power, path, (frames) => told(power * config.frames + frames), signal);
    }
  });
}

type SteadyCompute = <Result>(call: (compute: ComputeApi) => Promise<Result>) => Promise<Result>;

interface Work extends FieldToSimulate {
  compute: SteadyCompute;
  write: FilesApi;
}

/** Writes an image of what is known, in strips. */
async function writeKnown(
  { config, field, folder, record, compute, write }: Work,
  image: 'truth' | 'sparse' | 'dense',
  path: string,
  signal: Signal,
): Promise<void> {
  const { magnification } = config.truth;
  const [width, height] = [config.width * magnification, config.height * magnification];
  const info = imageInfo(
    config,
    { width, height, frames: 1, magnification },
    image === 'truth' ? 'float32' : 'uint16',
  );
  const provenance = { ...record, command: 'simulate', field: field + 1, image };
  const { handle } = await write.createImage({ path: `${folder}/${path}`, info, provenance }, { signal });
  const rows = Math.max(1, Math.floor(TRUTH_PIXELS_AT_ONCE / width));
  const strips: Rectangle[] = [];
  for (let y = 0; y < height; y += rows) strips.push({ x: 0, y, width, height: Math.min(rows, height - y) });
  await pipeline<Rectangle, null, PixelBlock>(
    strips,
    {
      read: () => Promise.resolve(null),
      compute: (region) => compute((api) => api.simulateKnown({ config, field, image, region }, { signal })),
      pass: (region, block) =>
        write.writeRegion({ handle, region: { plane: 0, ...region }, block }, { signal }),
    },
    signal,
  );
  await write.finishImage({ handle });
}

/** Writes the frames of one power and, with the first power's, the table of positions. */
async function writeFrames(
  { config, field, files, folder, record, compute, write }: Work,
  power: number,
  path: string,
  told: (frames: number) => void,
  signal: Signal,
): Promise<void> {
  const { width, height, frames } = config;
  const info = imageInfo(config, { width, height, frames, magnification: 1 }, 'uint16');
  const provenance = {
    ...record,
    command: 'simulate',
    field: field + 1,
    power: config.excitation.powers[power]!,
  };
  const { handle } = await write.createImage({ path: `${folder}/${path}`, info, provenance }, { signal });
  const table =
    power === 0 ? await write.createText({ path: `${folder}/${files.positions}` }, { signal }) : null;
  if (table) await write.appendText({ ...table, text: POSITION_COLUMNS });
  const together = Math.max(1, Math.floor(PIXELS_AT_ONCE / (width * height)));
  const starts = Array.from({ length: Math.ceil(frames / together) }, (_, i) => i * together);
  let rows = 0;
  await pipeline<number, null, SimulatedFrames>(
    starts,
    {
      read: () => Promise.resolve(null),
      async compute(first) {
        const count = Math.min(together, frames - first);
        const wanted = { config, field, power, first, count, firstId: table ? rows + 1 : null };
        const made = await compute((api) => api.simulateFrames(wanted, { signal }));
        rows += made.rows.count;
        return made;
      },
      async pass(first, made) {
        for (const [i, block] of made.frames.entries()) {
          const region = { plane: first + i, x: 0, y: 0, width, height };
          await write.writeRegion({ handle, region, block }, { signal });
        }
        if (table && made.rows.count > 0)
          await write.appendText({ ...table, text: made.rows.text }, { signal });
        told(first + made.frames.length);
      },
    },
    signal,
  );
  if (table) await write.finishText(table);
  await write.finishImage({ handle });
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

/**
 * Calls of the `compute` process, made again where it was started afresh for another job's sake: a simulation has no state
 * there.
 */
function steadyCompute({ compute }: Session): SteadyCompute {
  let restarts = 0;
  return async (call) => {
    for (;;) {
      try {
        return await call(compute);
      } catch (error) {
        if (!wasRestarted(error) || ++restarts > RESTARTS_FORGIVEN) throw error;
      }
    }
  };
}
