import type { DatasetConfig, DatasetRecord } from '../../contract/dataset';
import { InvalidRequestError } from '../../contract/errors';
import type { ImageSource, PixelType } from '../../contract/image';
import { throwIfCancelled, type CallOptions } from '../../contract/signal';
import { binned } from '../../imaging/binning';
import { planePart, readPart } from '../../imaging/measured-part';
import type { Plane } from '../../imaging/plane';
import { createImage } from '../../io/create-image';
import { dataDisk } from '../../io/data-disk';
import { fieldFiles } from '../../io/dataset-folder';
import { openImage } from '../../io/open-image';
import { stored, withoutMargin } from './write-stack';

/** The first plane of an image file, and what file it came from. */
export async function readPlane(
  path: string,
  options: CallOptions,
): Promise<Plane & { source: ImageSource }> {
  const name = path.replace(/^.*[\\/]/, '');
  const opened = await openImage(path, options);
  try {
    const source = opened.series[0]!;
    const part = planePart(source.info, { path, frames: [1] }, name);
    return { ...(await readPart(source, part, { signal: options.signal })), source };
  } finally {
    await opened.close();
  }
}

/** Writes a plane with the pixel size of another image, times `perPixel`. */
async function writePlane(
  path: string,
  { width, height, data }: Plane,
  { source, scale, pixelType }: { source: ImageSource; scale: number; pixelType: PixelType },
  options: CallOptions,
): Promise<void> {
  const { x, y } = source.info.calibration.pixelSizeUm;
  const pixelSizeUm = { x: x === null ? null : x * scale, y: y === null ? null : y * scale, z: null };
  const info = {
    name: null,
    shape: [height, width],
    axes: 'YX',
    pixelType,
    calibration: { pixelSizeUm, frameIntervalS: null },
    channels: [],
    levels: [{ width, height }],
    notes: [],
  };
  const sink = await createImage(path, info, {}, options);
  try {
    const place = { x: 0, y: 0, width, height };
    const block = { width, height, samples: 1, pixelType, data: stored(data, width, place, pixelType) };
    await sink.writeRegion({ plane: 0, ...place }, block);
    await sink.finish();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

/** Writes the truth of a field of `width` x `height` pixels as a target. */
export async function writeTruth(
  {
    path,
    out,
    width,
    height,
    margin,
    grid,
  }: {
    path: string;
    out: string;
    width: number;
    height: number;
    margin: number;
    grid: DatasetConfig['grid'];
  },
  options: CallOptions,
): Promise<void> {
  const truth = await readPlane(path, options);
  const m = truth.width / width;
  if (!Number.isInteger(m) || truth.height !== m * height) {
    throw new InvalidRequestError(
      `The truth has ${truth.width} x ${truth.height} pixels, which is no multiple of the frames' ${width} x ${height}.`,
      { parameter: 'target' },
    );
  }
  const scale = grid === 'input' ? m : 1; // pixels of the truth that become one
  const wide = truth.width / scale;
  const whole = { x: 0, y: 0, width: wide, height: truth.height / scale };
  const inner = withoutMargin(whole, (margin * m) / scale);
  const data = stored(binned(truth.data, truth.width, scale), wide, inner, 'float32');
  await writePlane(out, { ...inner, data }, { source: truth.source, scale, pixelType: 'float32' }, options);
}

/** Writes the targets of all fields that are ready with 16 bits: value x scale, rounded and clipped. */
export async function writeTargets(
  folder: string,
  { fields, targetScale }: DatasetRecord,
  into: string,
  options: CallOptions,
): Promise<void> {
  const ready = fields.filter(({ state }) => state === 'ready');
  for (const [done, { name }] of ready.entries()) {
    throwIfCancelled(options.signal);
    const target = await readPlane(dataDisk.resolve(folder, fieldFiles(name).target), options);
    const data = Float64Array.from(target.data, (value) => value * targetScale);
    await writePlane(
      dataDisk.resolve(into, `${name}.tif`),
      { ...target, data },
      { source: target.source, scale: 1, pixelType: 'uint16' },
      options,
    );
    options.onProgress?.({
      done: done + 1,
      total: ready.length,
      unit: 'targets',
      activity: 'Writing targets',
    });
  }
}
