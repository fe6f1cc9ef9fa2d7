import type { PixelType } from '../../contract/image';
import type { Directory, Tag, TiffStructure } from './ifd';
import { TAG } from './tags';

/** How the pixels of a page are stored; pages stored alike share one layout. Names follow TIFF 6.0. */
export interface PageLayout {
  width: number;
  height: number;
  /** Slices inside one page (SGI ImageDepth), else 1. */
  depth: number;
  samples: number;
  /** Samples one after the other as whole planes, not interleaved. */
  planar: boolean;
  /** Bits of a sample; -1 where the samples differ. */
  bits: number;
  /** 1 unsigned, 2 signed, 3 float, 4 undefined, 5 and 6 complex; -1 where the samples differ. */
  sampleFormat: number;
  photometric: number;
  compression: number;
  predictor: number;
  /** Least significant bit first (FillOrder 2). */
  reversedBits: boolean;
  tiled: boolean;
  /** Size of a block: a tile, or a strip over the whole width. */
  blockWidth: number;
  blockHeight: number;
  blockDepth: number;
  /** Chroma is stored in fewer pixels than luma. */
  subsampled: boolean;
  extraSamples: number;
  /** Null where no pixel type of ours can hold the samples. */
  pixelType: PixelType | null;
  /** As tifffile names one page: "YX", "YXS", "SYX", with "Z" before Y where depth exceeds 1. */
  shape: number[];
  axes: string;
  /** Equal for pages that one series may hold. */
  key: string;
}

/** One page: its layout, and where its blocks are listed. */
export interface TiffPage {
  structure: TiffStructure;
  /** Position in the chain of directories. */
  index: number;
  /** Position of the directory in the file: {@link pageDirectory} reads it again. */
  offset: number;
  layout: PageLayout;
  reduced: boolean;
  isSubIfd: boolean;
  blockOffsets: Tag | null;
  blockByteCounts: Tag | null;
  jpegTables: Tag | null;
  noData: Tag | null;
  subIfds: number[];
}

/** More pyramid levels or sub-images of one page than any program writes. */
const MAX_SUB_IFDS = 1024;

/** Unsigned, undefined: the smallest type that holds the bits. `null`: no such type. */
function pixelTypeOf(sampleFormat: number, bits: number): PixelType | null {
  if (sampleFormat === 1 || sampleFormat === 4) {
    if (bits === 1) return 'bool';
    if (bits >= 2 && bits <= 8) return 'uint8';
    if (bits > 8 && bits <= 16) return 'uint16';
    if (bits > 16 && bits <= 32) return 'uint32';
    return bits === 64 ? 'uint64' : null;
  }
  if (sampleFormat === 2) {
    return bits === 8 ? 'int8' : bits === 16 ? 'int16' : bits === 32 ? 'int32' : bits === 64 ? 'int64' : null;
  }
  if (sampleFormat === 3) {
    return bits === 16 ? 'float16' : bits === 24 || bits === 32 ? 'float32' : bits === 64 ? 'float64' : null;
  }
  return null;
}

/** One value where all samples agree, `mixed` where they differ, `otherwise` where the tag is absent. */
function commonValue(
  structure: TiffStructure,
  tag: Tag | undefined,
  samples: number,
  otherwise: number,
): number {
  const values = structure.numbers(tag, Math.max(1, Math.min(samples, 65536)));
  if (values.length === 0) return otherwise;
  return values.every((value) => value === values[0]) ? values[0]! : -1;
}

/**
 * Interprets a directory as a page, with tifffile's defaults and corrections. `layouts` keeps one layout for all pages
 * stored alike. Null where the directory describes no pixels at all (no width or no height).
 */
export function readPage(
  structure: TiffStructure,
  directory: Directory,
  index: number,
  layouts: Map<string, PageLayout>,
  isSubIfd = false,
): TiffPage | null {
  const { tags } = directory;
  const value = (code: number, otherwise: number) => structure.number(tags.get(code), otherwise);

  const width = value(TAG.imageWidth, 0);
  const height = value(TAG.imageLength, 0);
  const depth = Math.max(1, value(TAG.imageDepth, 1));
  const samples = value(TAG.samplesPerPixel, 1);
  for (const [name, size] of Object.entries({ width, height, depth, samples })) {
    if (!Number.isInteger(size) || size < 0 || size > 2 ** 31) {
      throw structure.damaged(`gives ${size} as the ${name} of page ${index + 1}`);
    }
  }
  if (width === 0 || height === 0 || samples === 0) return null;

  const photometric = value(TAG.photometric, 0);
  const bits = commonValue(structure, tags.get(TAG.bitsPerSample), samples, 1);
  const sampleFormat = commonValue(structure, tags.get(TAG.sampleFormat), samples, 1);
  const compression = value(TAG.compression, 1);
  const predictor = value(TAG.predictor, 1);
  const planar = value(TAG.planarConfiguration, 1) !== 1;
  const tiled = value(TAG.tileWidth, 0) > 0;
  const extraSamples = tags.get(TAG.extraSamples)?.count ?? 0;
  const extraKey = structure.numbers(tags.get(TAG.extraSamples), 16).join(' ');
  const reversedBits = value(TAG.fillOrder, 1) === 2;

  const rowsTag = tags.get(TAG.rowsPerStrip);
  let rows = rowsTag && rowsTag.count === 1 ? value(TAG.rowsPerStrip, height) : height;
  if (!(rows > 0)) rows = height;
  const blockWidth = tiled ? value(TAG.tileWidth, 0) : width;
  const blockHeight = tiled ? value(TAG.tileLength, 0) : Math.min(rows, height);
  const blockDepth = tiled ? Math.max(1, value(TAG.tileDepth, 1)) : 1;
  if (
    !(blockWidth > 0 && blockHeight > 0) ||
    ![blockWidth, blockHeight, blockDepth].every(Number.isInteger)
  ) {
    throw structure.damaged(
      `gives ${blockWidth} x ${blockHeight} as the size of the tiles of page ${index + 1}`,
    );
  }

  const subsampling = structure.numbers(tags.get(TAG.yCbCrSubSampling), 2);
  const subsampled =
    subsampling.length === 2 ? subsampling[0] !== 1 || subsampling[1] !== 1 : photometric === 6;

  const hasSamples = photometric === 2 || samples > 1;
  const inDepth = depth > 1 ? [depth] : [];
  const depthAxis = depth > 1 ? 'Z' : '';
  const shape = !hasSamples
    ? [...inDepth, height, width]
    : planar
      ? [samples, ...inDepth, height, width]
      : [...inDepth, height, width, samples];
  const axes = !hasSamples ? `${depthAxis}YX` : planar ? `S${depthAxis}YX` : `${depthAxis}YXS`;

  const key = [
    ...[width, height, depth, samples, hasSamples && planar, blockWidth, blockHeight, blockDepth, tiled],
    ...[bits, sampleFormat, reversedBits, predictor, compression, extraKey, photometric],
  ].join();
  let layout = layouts.get(key);
  if (!layout) {
    layout = {
      ...{
        width,
        height,
        depth,
        samples,
        planar: hasSamples && planar,
        bits,
        sampleFormat,
        photometric,
        compression,
      },
      ...{ predictor, reversedBits, tiled, blockWidth, blockHeight, blockDepth, subsampled, extraSamples },
      ...{ pixelType: pixelTypeOf(sampleFormat, bits), shape, axes, key },
    };
    layouts.set(key, layout);
  }

  const kind = value(TAG.newSubfileType, 0);
  const oldKind = value(TAG.subfileType, 0);
  const first = (...codes: number[]) =>
    codes.map((code) => tags.get(code)).find((tag) => tag !== undefined) ?? null;
  return {
    structure,
    index,
    offset: directory.offset,
    layout,
    reduced: kind === 0 ? oldKind === 2 : (kind & 1) === 1,
    isSubIfd,
    blockOffsets: first(TAG.tileOffsets, TAG.stripOffsets, TAG.jpegInterchangeFormat),
    blockByteCounts: first(TAG.tileByteCounts, TAG.stripByteCounts, TAG.jpegInterchangeFormatLength),
    jpegTables: tags.get(TAG.jpegTables) ?? null,
    noData: tags.get(TAG.gdalNoData) ?? null,
    subIfds: structure.numbers(tags.get(TAG.subIfds), MAX_SUB_IFDS).filter((at) => at >= 8),
  };
}

/** Bytes of the rows of a block as it lies uncompressed in the file: rows are padded to whole bytes. */
export function rowBytes(layout: PageLayout): number {
  const samples = layout.planar ? 1 : layout.samples;
  return Math.ceil((layout.blockWidth * samples * layout.bits) / 8);
}

/** How many blocks a page has along each direction, and in all. Index: ((sample * deep + z) * down + row) * across + column. */
export function blockGrid(layout: PageLayout): { across: number; down: number; deep: number; count: number } {
  const across = Math.ceil(layout.width / layout.blockWidth);
  const down = Math.ceil(layout.height / layout.blockHeight);
  const deep = Math.ceil(layout.depth / layout.blockDepth);
  return { across, down, deep, count: across * down * deep * (layout.planar ? layout.samples : 1) };
}
