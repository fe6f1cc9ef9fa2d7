import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Provenance } from '../../contract/files-api';
import type { RunPlane, RunPreview } from '../../contract/run';
import { planeGeometry } from '../../imaging/geometry';
import { createImage } from '../create-image';
import { openImage } from '../open-image';
import { epochFile, PREVIEWS } from './layout';
import { cropPreview } from './preview-crop';

/** What of a preview is the same after each epoch, and kept once. */
const inputFile = (run: string) => join(run, PREVIEWS, 'input.tif');
const targetFile = (run: string) => join(run, PREVIEWS, 'target.tif');

/** Writes a preview as float32 TIFFs of network values: the middle of a large one. Throws DiskFullError. */
export async function writePreview(run: string, preview: RunPreview): Promise<void> {
  const { field, epoch, input, prediction, target } = cropPreview(preview);
  for (const [path, plane] of [
    [inputFile(run), input],
    [targetFile(run), target],
  ] as const)
    if (!(await exists(path))) await writePlane(path, plane, { field });
  await writePlane(epochFile(run, PREVIEWS, epoch), prediction, { field, epoch });
}

/** Reads the preview of an epoch. Throws FileNotReadableError, DamagedFileError. */
export async function readPreview(run: string, epoch: number): Promise<RunPreview> {
  const [input, target, prediction] = await Promise.all(
    [inputFile(run), targetFile(run), epochFile(run, PREVIEWS, epoch)].map(readPlane),
  );
  const { field } = prediction!.provenance;
  return {
    epoch,
    field: typeof field === 'string' ? field : '',
    input: input!.plane,
    prediction: prediction!.plane,
    target: target!.plane,
  };
}

async function writePlane(path: string, plane: RunPlane, provenance: Provenance): Promise<void> {
  const { width, height, values } = plane;
  const info = {
    name: null,
    shape: [height, width],
    axes: 'YX',
    pixelType: 'float32' as const,
    calibration: { pixelSizeUm: { x: null, y: null, z: null }, frameIntervalS: null },
    channels: [],
    levels: [{ width, height }],
    notes: [],
  };
  const sink = await createImage(path, info, provenance);
  try {
    const block = { width, height, samples: 1, pixelType: info.pixelType, data: values };
    await sink.writeRegion({ plane: 0, x: 0, y: 0, width, height }, block);
    await sink.finish();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

async function readPlane(path: string): Promise<{ plane: RunPlane; provenance: Provenance }> {
  const image = await openImage(path);
  try {
    const source = image.series[0]!;
    const { width, height } = planeGeometry(source.info);
    const { data } = await source.readRegion({ plane: 0, x: 0, y: 0, width, height });
    return {
      plane: { width, height, values: Float32Array.from(data) },
      provenance: image.provenance?.() ?? {},
    };
  } finally {
    await image.close();
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
