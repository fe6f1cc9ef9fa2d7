import type { Calibration, ChannelInfo } from '../../contract/image';
import type { TiffStructure } from './ifd';

/** Magic numbers of the blocks that Micro-Manager writes before the first directory (Micro-Manager File Formats). */
const INDEX_HEADER = 54773648;
const INDEX_LIST = 3453623;
const SUMMARY = 2355492;
const NDTIFF = 483729;
const MAX_SUMMARY_BYTES = 64 * 2 ** 20;
const MAX_FRAMES = 4_000_000;

/** A frame of the index: its place on the axes, and where its directory is. */
export interface IndexedFrame {
  C: number;
  Z: number;
  T: number;
  R: number;
  offset: number;
}

/** The summary of a Micro-Manager file, as it was written. */
export type Summary = Record<string, unknown>;

function words(structure: TiffStructure, at: number, count: number): number[] {
  const bytes = structure.source.readUpToSync(at, count * 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) =>
    view.getUint32(i * 4, structure.littleEndian),
  );
}

/** Major version of the NDTiff format from the header, or 0. */
export function ndtiffVersion(structure: TiffStructure): number {
  const [header, version] = words(structure, 8, 2);
  return header === NDTIFF ? (version ?? 0) : 0;
}

/** Summary and index of a Micro-Manager stack file, or null where the file has none of its own. */
export function readStackIndex(
  structure: TiffStructure,
): { summary: Summary; frames: IndexedFrame[] } | null {
  const header = words(structure, 8, 8);
  const [indexHeader, indexAt, , , comments, commentsVersion, summaryHeader, summaryBytes] = header;
  if (header.length < 8 || indexHeader !== INDEX_HEADER || summaryHeader !== SUMMARY) return null;
  if (comments === NDTIFF && commentsVersion !== 0) return null;
  if (summaryBytes! > MAX_SUMMARY_BYTES || 40 + summaryBytes! > structure.source.size) return null;
  let summary: unknown;
  try {
    const text = new TextDecoder().decode(structure.source.readSync(40, summaryBytes!));
    summary = JSON.parse(text.replace(/\0[^]*$/, ''));
  } catch {
    return null;
  }
  if (typeof summary !== 'object' || summary === null) return null;
  const [list, count] = words(structure, indexAt!, 2);
  if (list !== INDEX_LIST || count! > MAX_FRAMES || indexAt! + 8 + count! * 20 > structure.source.size)
    return null;
  const values = words(structure, indexAt! + 8, count! * 5);
  const frames = Array.from({ length: count! }, (_, i) => {
    const [C, Z, T, R, offset] = values.slice(i * 5, i * 5 + 5) as [number, number, number, number, number];
    return { C, Z, T, R, offset };
  });
  frames.sort((a, b) => a.offset - b.offset);
  return frames.length > 0 ? { summary: summary as Summary, frames } : null;
}

/** Pixel size, slice distance and frame interval of a summary. */
export function summaryCalibration(summary: Summary): Calibration {
  const positive = (key: string, factor: number) => {
    const value = Number(summary[key]);
    return value > 0 && Number.isFinite(value) ? value * factor : null;
  };
  const pixel = positive('PixelSize_um', 1);
  return {
    pixelSizeUm: { x: pixel, y: pixel, z: positive('z-step_um', 1) },
    frameIntervalS: positive('Interval_ms', 1e-3),
  };
}

/** Names of the channels of a summary, where it gives one for each. */
export function summaryChannels(summary: Summary, channels: number): ChannelInfo[] {
  const names = summary['ChNames'];
  if (!Array.isArray(names) || names.length !== channels) return [];
  return names.map((name) => ({
    name: typeof name === 'string' ? name : null,
    lut: null,
    displayRange: null,
  }));
}
