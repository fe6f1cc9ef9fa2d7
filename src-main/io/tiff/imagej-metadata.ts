import type { Calibration, ChannelInfo } from '../../contract/image';
import { lutFromColorMap } from './color-map';
import { TAG } from './tags';
import type { TiffFile } from './tiff-file';
import { lengthInUm, timeInS } from './units';

/** What ImageJ writes: the description's lines, and the parts of its metadata tag that concern the display. */
export interface ImagejMetadata {
  values: Map<string, string>;
  /** 256 x RGB each. */
  luts: Uint8Array[];
  /** Pairs of minimum and maximum. */
  ranges: number[];
  labels: string[];
  /** What ImageJ shows as "Info": any text. */
  info: string | null;
}

/** ImageJ's own limit on the header of its metadata tag. */
const MAX_HEADER_BYTES = 804;

/** The description that says "ImageJ=..." (or "SCIFIO=..."), or null. */
export function imagejDescription(file: TiffFile): string | null {
  const { structure, firstDirectory } = file;
  for (const tag of [firstDirectory.tags.get(TAG.imageDescription), firstDirectory.secondDescription]) {
    const text = structure.text(tag);
    if (text.startsWith('ImageJ=') || text.startsWith('SCIFIO=')) return text;
  }
  return null;
}

/** Reads {@link ImagejMetadata}; null where the file is not described by ImageJ. */
export function readImagejMetadata(file: TiffFile): ImagejMetadata | null {
  const description = imagejDescription(file);
  if (description === null) return null;
  const values = new Map<string, string>();
  for (const line of description.split(/\r\n|[\r\n\f\v]/)) {
    const at = line.indexOf('=');
    if (at > 0) values.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  return { values, ...readMetadataTag(file) };
}

/** Tags 50838 and 50839: a header of (kind, count), then the entries one after the other (ij.io.TiffDecoder). */
function readMetadataTag(file: TiffFile): Pick<ImagejMetadata, 'luts' | 'ranges' | 'labels' | 'info'> {
  const { structure, firstDirectory } = file;
  const result = {
    luts: [] as Uint8Array[],
    ranges: [] as number[],
    labels: [] as string[],
    info: null as string | null,
  };
  const tag = firstDirectory.tags.get(TAG.imagejMetadata);
  const counts = structure.numbers(firstDirectory.tags.get(TAG.imagejMetadataByteCounts), 2 ** 20);
  if (!tag || counts.length === 0) return result;
  const bytes = structure.bytes(tag);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = structure.littleEndian;
  const headerBytes = counts[0]!;
  if (headerBytes < 12 || headerBytes > MAX_HEADER_BYTES || headerBytes > bytes.length) return result;

  let entry = 1;
  let at = headerBytes;
  for (let header = 4; header + 8 <= headerBytes; header += 8) {
    const kind = view.getUint32(header, little);
    const count = view.getUint32(header + 4, little);
    for (let i = 0; i < count && entry < counts.length; i++, entry++) {
      const end = at + counts[entry]!;
      if (!(end <= bytes.length)) return result;
      if (kind === 0x6c757473 && end - at >= 768) result.luts.push(interleaved(bytes.subarray(at, at + 768)));
      if (kind === 0x72616e67) {
        for (let p = at; p + 8 <= end; p += 8) result.ranges.push(view.getFloat64(p, little));
      }
      if (kind === 0x696e666f) result.info = utf16(view, at, end, little);
      if (kind === 0x6c61626c) result.labels.push(utf16(view, at, end, little));
      at = end;
    }
  }
  return result;
}

/** ImageJ stores all reds, all greens, all blues; a LUT of ours is 256 triples. */
function interleaved(planes: Uint8Array): Uint8Array {
  const lut = new Uint8Array(768);
  for (let i = 0; i < 256; i++) {
    for (let c = 0; c < 3; c++) lut[i * 3 + c] = planes[c * 256 + i]!;
  }
  return lut;
}

function utf16(view: DataView, from: number, end: number, little: boolean): string {
  let text = '';
  for (let at = from; at + 2 <= end; at += 2) text += String.fromCharCode(view.getUint16(at, little));
  return text;
}

/** Pixel size, slice distance and frame interval as ImageJ means them: resolution in pixels per `unit`. */
export function imagejCalibration(file: TiffFile, { values }: ImagejMetadata): Calibration {
  const { structure, firstDirectory } = file;
  const unit = values.get('unit') ?? '';
  const along = (code: number, own: string | undefined): number | null => {
    const resolution = structure.number(firstDirectory.tags.get(code), 0);
    return resolution > 0 && Number.isFinite(resolution) ? lengthInUm(1 / resolution, own ?? unit) : null;
  };
  const spacing = Number(values.get('spacing') ?? NaN);
  const interval = Number(values.get('finterval') ?? NaN);
  const rate = Number(values.get('fps') ?? NaN);
  const timeUnit = values.get('tunit') ?? 's';
  return {
    pixelSizeUm: {
      x: along(TAG.xResolution, undefined),
      y: along(TAG.yResolution, values.get('yunit')),
      z:
        Number.isFinite(spacing) && spacing !== 0
          ? lengthInUm(Math.abs(spacing), values.get('zunit') ?? unit)
          : null,
    },
    frameIntervalS: interval > 0 ? timeInS(interval, timeUnit) : rate > 0 ? 1 / rate : null,
  };
}

/** How the planes of an ImageJ stack are counted: `step` planes lie between one channel and the next. */
export interface ImagejOrder {
  channels: number;
  step: number;
  planes: number;
}

/** Names, LUTs and display ranges of the channels. */
export function imagejChannels(file: TiffFile, meta: ImagejMetadata, order: ImagejOrder): ChannelInfo[] {
  const { structure, firstDirectory } = file;
  const { values, luts, ranges, labels } = meta;
  const { channels } = order;
  const single = lutFromColorMap(structure.numbers(firstDirectory.tags.get(TAG.colorMap), 3 * 256));
  const [min, max] = [Number(values.get('min') ?? NaN), Number(values.get('max') ?? NaN)];
  const described = Number.isFinite(min) && Number.isFinite(max) ? { min, max } : null;
  const names = namesFromLabels(labels, order);
  return Array.from({ length: Math.min(channels, 4096) }, (_, i) => {
    const [low, high] = [ranges[i * 2], ranges[i * 2 + 1]];
    return {
      name: names[i] || null,
      lut: luts[i] ?? (channels === 1 ? single : null),
      displayRange:
        low !== undefined && high !== undefined && Number.isFinite(low) && Number.isFinite(high)
          ? { min: low, max: high }
          : described,
    };
  });
}

/**
 * The labels of the first plane of each channel, where they are the channels' names: all planes of a channel then have
 * the same. A single plane's label says where it comes from. Empty where labels are no names.
 */
function namesFromLabels(labels: readonly string[], { channels, step, planes }: ImagejOrder): string[] {
  if (planes < 2 || labels.length !== planes) return [];
  const names = Array.from({ length: Math.min(channels, planes) }, (_, channel) => labels[channel * step]!);
  return labels.every((label, plane) => label === names[Math.floor(plane / step) % channels]) ? names : [];
}
