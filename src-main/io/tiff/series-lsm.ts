import type { CancelSignal } from '../../contract/signal';
import type { TiffPage } from './page';
import { listPages, product, squeeze, type SeriesPlan } from './series';
import { TAG } from './tags';
import type { TiffFile } from './tiff-file';

/** Positions of fields in the CZ_LSMINFO structure (Zeiss, LSM File Format 4.0 and later). */
const FIELD = {
  x: 8,
  y: 12,
  z: 16,
  c: 20,
  t: 24,
  voxelSize: 40,
  scanType: 88,
  timeInterval: 112,
  p: 264,
  m: 268,
};
const MAGIC = [50350412, 67127628];

/** Axes by scan type, slowest first. */
const SCAN_AXES = ['ZCYX', 'CZX', 'CTX', 'TCYX', 'TCZX', 'CTX', 'TZCYX', 'TZCYX', 'CZX', 'TCZX', 'CTX'];

/** Offsets of LSM files wrap at 4 GB in an order that is documented nowhere. */
const LARGEST = 2 ** 32;

/** A Zeiss LSM file: pages alternate between images and thumbnails; a structure of its own names the axes. */
export async function lsmSeries(file: TiffFile, signal?: CancelSignal): Promise<SeriesPlan[] | null> {
  const { structure, firstDirectory, first } = file;
  const bytes = structure.bytes(firstDirectory.tags.get(TAG.lsmInfo)!);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < FIELD.timeInterval + 8 || !MAGIC.includes(view.getUint32(0, true))) return null;
  if (file.source.size >= LARGEST) {
    file.notes.push(
      `"${file.name}" is an LSM file of more than 4 GB, whose planes cannot be found. Export OME-TIFF from ZEN.`,
    );
    return null;
  }
  const length = (at: number) => (at + 4 <= bytes.length ? view.getInt32(at, true) : 0);
  const sizes: Record<string, number> = {
    ...{ X: length(FIELD.x), Y: length(FIELD.y), Z: length(FIELD.z), C: length(FIELD.c), T: length(FIELD.t) },
    ...{ P: length(FIELD.p), M: length(FIELD.m) },
  };
  let axes = SCAN_AXES[view.getUint16(FIELD.scanType, true)];
  if (!axes) return null;
  if (!first.layout.planar) axes = axes.replace('C', '').replace('X', 'XC');
  if (sizes['P']! > 0) axes = `P${axes}`;
  if (sizes['M']! > 0) axes = `M${axes}`;
  const shape = [...axes].map((axis) => sizes[axis]!);
  if (shape.some((size) => size < 1)) return null;

  const pages = await file.pages(signal);
  const images = pages.filter((_, i) => i % 2 === 0);
  if (product(shape) !== images.length * product(first.layout.shape)) {
    file.notes.push(
      `The LSM description of "${file.name}" does not fit the planes that are there; it was not used.`,
    );
    return null;
  }
  const metres = (i: number) => view.getFloat64(FIELD.voxelSize + 8 * i, true);
  const um = (i: number) => (metres(i) > 0 && metres(i) < 1 ? metres(i) * 1e6 : null);
  const interval = view.getFloat64(FIELD.timeInterval, true);
  const calibration = {
    pixelSizeUm: { x: um(0), y: um(1), z: um(2) },
    frameIntervalS: interval > 0 && Number.isFinite(interval) ? interval : null,
  };
  const series = [plan(images, shape, axes, { calibration })];
  const thumbnails = pages.filter((_, i) => i % 2 === 1);
  const thumbnail = thumbnails[0];
  if (thumbnail?.reduced) {
    let leading = 0;
    for (let count = 1; count < thumbnails.length && leading < shape.length - 2; leading++)
      count *= shape[leading]!;
    const { layout } = thumbnail;
    const thumbnailShape = [...shape.slice(0, leading), ...layout.shape];
    if (product(thumbnailShape) === thumbnails.length * product(layout.shape)) {
      series.push(plan(thumbnails, thumbnailShape, axes.slice(0, leading) + layout.axes));
    }
  }
  return series;
}

function plan(pages: TiffPage[], shape: number[], axes: string, extra: Partial<SeriesPlan> = {}): SeriesPlan {
  return {
    name: null,
    ...squeeze(shape, axes),
    keyPage: pages[0]!,
    pages: listPages(pages),
    levels: [],
    notes: [],
    ...extra,
  };
}
