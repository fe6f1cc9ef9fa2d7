import type { CancelSignal } from '../../contract/signal';
import type { Calibration, ChannelInfo } from '../../contract/image';
import type { BlockPlace } from './blocks';
import type { PageLayout, TiffPage } from './page';
import type { PageList, SeriesLevel } from './tiff-source';
import type { TiffFile } from './tiff-file';

/** A series as a format describes it, before it is checked and opened. `shape` and `axes` as tifffile names them. */
export interface SeriesPlan {
  name: string | null;
  shape: number[];
  axes: string;
  /** The page that stands for all of the series. */
  keyPage: TiffPage;
  pages: PageList;
  /** Lower resolutions, largest first. */
  levels: SeriesLevel[];
  calibration?: Calibration;
  channels?: ChannelInfo[];
  notes: string[];
}

/** What a reader of one way of describing series answers: the series, or null where it does not apply after all. */
export type SeriesReader = (file: TiffFile, signal?: CancelSignal) => Promise<SeriesPlan[] | null>;

/** Product of sizes. */
export function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}

/** Pages from a plain list. */
export function listPages(pages: readonly (TiffPage | null)[]): PageList {
  return {
    count: pages.length,
    at(index): BlockPlace | null {
      const page = pages[index];
      return page ? { page, shift: 0 } : null;
    },
  };
}

/** `count` pages whose pixels follow one another in the file, all described by the first (ImageJ, tifffile). */
export function contiguousPages(page: TiffPage, count: number, pageBytes: number): PageList {
  return { count, at: (index) => (index < count ? { page, shift: index * pageBytes } : null) };
}

/** Bytes of the pixels of a page, uncompressed. */
export function pageBytes(layout: PageLayout): number {
  return product(layout.shape) * (layout.bits / 8);
}

/** Drops axes of length 1 other than X and Y. */
export function squeeze(shape: readonly number[], axes: string): { shape: number[]; axes: string } {
  const kept = [...axes].map((axis, i) => shape[i]! > 1 || axis === 'X' || axis === 'Y');
  return { shape: shape.filter((_, i) => kept[i]), axes: [...axes].filter((_, i) => kept[i]).join('') };
}

/**
 * Whether the pixels of a page lie uncompressed in one run, so that more pages can follow it without directories of
 * their own: byte-sized samples, no predictor, no reversed bits, strips one after the other.
 */
export function isContiguous(page: TiffPage): boolean {
  const { layout, structure } = page;
  if (layout.compression !== 1 || ![8, 16, 32, 64].includes(layout.bits) || layout.sampleFormat === 5)
    return false;
  if (layout.predictor !== 1 || layout.reversedBits || layout.subsampled || !page.blockOffsets) return false;
  if (layout.tiled) {
    const whole = layout.width === layout.blockWidth && layout.height % layout.blockHeight === 0;
    if (!whole || layout.blockWidth % 16 !== 0 || layout.blockHeight % 16 !== 0 || layout.depth > 1)
      return false;
  }
  const offsets = structure.numbers(page.blockOffsets, 2 ** 22);
  if (offsets.length === 0) return false;
  if (offsets.length === 1) return true;
  const counts = structure.numbers(page.blockByteCounts ?? undefined, 2 ** 22);
  let total = 0;
  for (let i = 0; i < offsets.length; i++) {
    const count = counts[i] ?? 0;
    total += count;
    if (i + 1 < offsets.length && (count === 0 || offsets[i]! + count !== offsets[i + 1])) return false;
  }
  return total === pageBytes(layout);
}

/** Position of the first pixel of a page, or 0. */
export function firstByte(page: TiffPage): number {
  return page.structure.number(page.blockOffsets ?? undefined, 0);
}
