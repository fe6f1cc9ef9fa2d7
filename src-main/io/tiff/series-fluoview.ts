import type { CancelSignal } from '../../contract/signal';
import { lengthInUm, timeInS } from './units';
import { product, squeeze, type SeriesPlan } from './series';
import { allPages } from './series-generic';
import { TAG } from './tags';
import type { TiffFile } from './tiff-file';

/** Ten dimensions in the MM_Head structure of Olympus FluoView 300 and 500: name, size, origin, resolution, unit. */
const DIMENSIONS_AT = 284;
const DIMENSIONS = 10;
const DIMENSION_BYTES = 100;

/** Axes by FluoView's names, in capitals. */
const AXES: Readonly<Record<string, string>> = {
  ...{
    X: 'X',
    Y: 'Y',
    Z: 'Z',
    T: 'T',
    CH: 'C',
    WAVELENGTH: 'C',
    TIME: 'T',
    XY: 'R',
    EVENT: 'V',
    EXPOSURE: 'L',
  },
};

/** All pages of an Olympus FluoView file on the axes that its header names. Null where header and pages do not agree. */
export async function fluoViewSeries(file: TiffFile, signal?: CancelSignal): Promise<SeriesPlan[] | null> {
  const { structure, firstDirectory } = file;
  const tag = firstDirectory.tags.get(TAG.fluoViewHeader);
  const plan = (await allPages(file, signal))?.[0];
  const bytes = tag
    ? structure.source.readUpToSync(tag.at, DIMENSIONS_AT + DIMENSIONS * DIMENSION_BYTES)
    : null;
  if (!plan || !bytes || bytes.length < DIMENSIONS_AT + DIMENSIONS * DIMENSION_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = (at: number, length: number) =>
    new TextDecoder('latin1')
      .decode(bytes.subarray(at, at + length))
      .replace(/\0[^]*$/, '')
      .trim();

  const dimensions = Array.from({ length: DIMENSIONS }, (_, i) => {
    const at = DIMENSIONS_AT + i * DIMENSION_BYTES;
    return {
      axis: AXES[text(at, 16).toUpperCase()] ?? 'Q',
      size: view.getInt32(at + 16, structure.littleEndian),
      resolution: view.getFloat64(at + 28, structure.littleEndian),
      unit: text(at + 36, 64),
    };
  }).reverse();
  const { shape, axes } = squeeze(
    dimensions.map(({ size }) => size),
    dimensions.map(({ axis }) => axis).join(''),
  );
  if (!axes.endsWith('YX') || product(shape) !== plan.pages.count * product(plan.keyPage.layout.shape)) {
    file.notes.push(
      `The FluoView description of "${file.name}" does not fit the planes that are there; it was not used.`,
    );
    return null;
  }
  const of = (axis: string) => dimensions.find((dimension) => dimension.axis === axis);
  const length = (axis: string) => lengthInUm(of(axis)?.resolution ?? 0, of(axis)?.unit ?? '');
  const interval = timeInS(of('T')?.resolution ?? 0, of('T')?.unit ?? '');
  const calibration = {
    pixelSizeUm: { x: length('X'), y: length('Y'), z: length('Z') },
    frameIntervalS: interval,
  };
  return [{ ...plan, shape, axes, calibration }];
}
