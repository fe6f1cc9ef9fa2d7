import type { Provenance } from '../../contract/files-api';
import type { Calibration, ImageInfo } from '../../contract/image';
import { TAG } from '../tiff/tags';
import { encodeImagejMetadata } from './imagej-metadata';
import { provenanceText } from './provenance-text';
import { rational } from './rational';
import { channelsOf, type StackOrder } from './stack-order';
import { asciiField, FIELD, type TiffField } from './tiff-directory';
import type { TiffFormat } from './tiff-layout';

/** The most channels that ImageJ overlays; more are shown one at a time. */
const COMPOSITE_CHANNELS = 7;

/** Smallest and largest stored value that a channel is shown with. */
export interface DisplayRange {
  min: number;
  max: number;
}

/**
 * An ImageJ hyperstack: description, pixel size in micrometres, and ImageJ's own metadata (provenance as its "Info",
 * channel names as slice labels, display ranges, LUTs). `measured` are the channels' ranges in the pixels written, for
 * channels without a display range of their own; the format's size does not depend on them.
 */
export function imagejFormat(
  info: ImageInfo,
  order: StackOrder,
  provenance: Provenance,
  measured: DisplayRange[] = [],
): TiffFormat {
  const { pixelType } = order;
  const channels = order.samples === 1 ? channelsOf(info, order) : [];
  const own = channels.flatMap(({ displayRange }) => (displayRange ? [displayRange] : []));
  const complete = own.length === order.channels && ranged(order);
  const ranges = channels.map(({ displayRange }, i) => displayRange ?? measured[i] ?? { min: 0, max: 1 });
  const labels = channels.some(({ name }) => name !== null)
    ? Array.from({ length: order.planes }, (_, plane) => channels[plane % order.channels]!.name ?? '')
    : [];
  const metadata = encodeImagejMetadata({
    info: provenanceText(provenance),
    labels,
    ranges: complete || wantsMeasuredRanges(info, order) ? ranges.flatMap(({ min, max }) => [min, max]) : [],
    luts: channels.some(({ lut }) => lut !== null) ? channels.map(({ lut }) => lut ?? GREY_LUT) : [],
  });
  return {
    firstFields: [
      asciiField(TAG.imageDescription, imagejDescription(info.calibration, order, complete ? own[0]! : null)),
      { tag: TAG.imagejMetadataByteCounts, type: FIELD.long, values: metadata.byteCounts },
      { tag: TAG.imagejMetadata, type: FIELD.byte, values: metadata.bytes },
    ],
    everyField: [
      ...resolutionFields(info.calibration),
      ...(order.channels === 1 ? colorMapFields(channels[0]?.lut ?? null, pixelType === 'uint8') : []),
    ],
    beyondClassic: 'firstDirectoryOnly',
  };
}

/** Whether display ranges are written: ImageJ counts those of its signed 16-bit images from -32768. */
function ranged({ pixelType, samples }: StackOrder): boolean {
  return pixelType !== 'int16' && samples === 1;
}

/**
 * Whether the ranges of the pixels written are to be known at the end: ImageJ shows all channels of a composite within
 * the range of the first unless it is told.
 */
export function wantsMeasuredRanges(info: ImageInfo, order: StackOrder): boolean {
  const known = channelsOf(info, order).every(({ displayRange }) => displayRange !== null);
  return order.channels > 1 && ranged(order) && !known;
}

const GREY_LUT = Uint8Array.from({ length: 768 }, (_, i) => Math.floor(i / 3));

/** The lines by which ImageJ knows a hyperstack (ij.io.FileSaver). */
export function imagejDescription(
  { pixelSizeUm, frameIntervalS }: Calibration,
  { planes, channels, slices, frames }: StackOrder,
  range: DisplayRange | null,
): string {
  const calibrated = pixelSizeUm.x !== null || pixelSizeUm.y !== null;
  const lines = ['ImageJ=1.54f'];
  const add = (key: string, value: string | number) => lines.push(`${key}=${value}`);
  if (planes > 1) {
    add('images', planes);
    if (channels > 1) add('channels', channels);
    if (slices > 1) add('slices', slices);
    if (frames > 1) add('frames', frames);
    add('hyperstack', 'true');
    if (channels > 1) add('mode', channels > COMPOSITE_CHANNELS ? 'color' : 'composite');
  }
  if (calibrated) add('unit', 'micron');
  if (frameIntervalS !== null) add('finterval', frameIntervalS);
  if (pixelSizeUm.z !== null) add('spacing', pixelSizeUm.z);
  add('loop', 'false');
  if (range) {
    add('min', range.min);
    add('max', range.max);
  }
  return `${lines.join('\n')}\n`;
}

/** Pixels per micrometre. Where only one side of a pixel is known the pixel is taken as square. */
function resolutionFields({ pixelSizeUm: { x, y } }: Calibration): TiffField[] {
  const [width, height] = [x ?? y, y ?? x];
  if (width === null || height === null) return [];
  return [
    { tag: TAG.xResolution, type: FIELD.rational, values: rational(1 / width) },
    { tag: TAG.yResolution, type: FIELD.rational, values: rational(1 / height) },
    { tag: TAG.resolutionUnit, type: FIELD.short, values: [1] },
  ];
}

/**
 * The LUT of a single channel as ImageJ stores it: a colour map of 256 colours, which makes 8-bit images palette images
 * and is ignored by readers of other types.
 */
function colorMapFields(lut: Uint8Array | null, palette: boolean): TiffField[] {
  if (!lut || lut.every((value, i) => value === GREY_LUT[i])) return [];
  const values = Array.from({ length: 768 }, (_, i) => lut[(i % 256) * 3 + Math.floor(i / 256)]! * 257);
  const colorMap = { tag: TAG.colorMap, type: FIELD.short, values };
  return palette ? [{ tag: TAG.photometric, type: FIELD.short, values: [3] }, colorMap] : [colorMap];
}
