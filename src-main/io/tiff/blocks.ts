import type { PixelArray } from '../../contract/image';
import {
  DamagedFileError,
  FileTooLargeError,
  TaggedError,
  UnsupportedFileError,
} from '../../contract/errors';
import { isAbort, type CancelSignal } from '../../contract/signal';
import { PIXEL_TYPES } from '../../imaging/pixel-types';
import { CODECS, type Decode, type Decoded } from './codecs';
import { blockGrid, rowBytes, type PageLayout, type TiffPage } from './page';
import { undoFloating, undoHorizontal } from './predictor';
import { COMPRESSION_NAMES, TAG } from './tags';
import { doublesFrom64, floatsFrom24, floatsFromHalves, reverseBits, swapBytes, unpackBits } from './unpack';

/** Largest decoded block. Strips of 64 rows of 100,000 16-bit RGB pixels have 38 MB; a decoder needs about thrice this. */
export const MAX_BLOCK_BYTES = 128 * 2 ** 20;

/** Most blocks of one page: 2^22 tiles of 256 squared are a plane of half a million pixels squared. */
export const MAX_BLOCKS = 2 ** 22;

/** Uncompressed strips are read in pieces of about this many bytes. */
const PIECE_BYTES = 2 ** 20;

/** Pixels of one block in memory: `rows` x `columns` x `samples`, for each of `slices`. */
export interface Block {
  data: PixelArray;
  columns: number;
  rows: number;
  samples: number;
}

/** Where a page's pixels lie: `shift` is added to every position (pages without a directory of their own). */
export interface BlockPlace {
  page: TiffPage;
  shift: number;
}

/** Offsets and byte counts of the blocks of a page. */
interface BlockIndex {
  offsets: number[];
  byteCounts: number[];
}

/**
 * Refuses what cannot be read before anything is: unknown compression, predictor, pixel type or chroma, blocks too
 * large to decode, and pages whose data are larger than the file could hold. Throws the sentence.
 */
export function checkPage(page: TiffPage): void {
  const { layout, structure } = page;
  const { name, path } = structure.source;
  const unsupported = (what: string, cure: string) =>
    new UnsupportedFileError(`"${name}" ${what}, which Finescope does not read. ${cure}`, { path });
  const again = 'Open it in Fiji or ImageJ and save it as TIFF.';

  if (layout.sampleFormat === 5 || layout.sampleFormat === 6) {
    throw unsupported('holds complex numbers', 'Export magnitude and phase as two images.');
  }
  const codec = CODECS[layout.compression];
  if (!codec) {
    const known = COMPRESSION_NAMES[layout.compression];
    const what = known ? `${known} compression` : `an unknown compression (number ${layout.compression})`;
    throw unsupported(
      `is stored with ${what}`,
      'Save it again without compression or with deflate (zip), LZW or zstd.',
    );
  }
  if (layout.pixelType === null) {
    const bits = layout.bits < 0 ? 'samples of different size' : `samples of ${layout.bits} bits`;
    const kind =
      { 1: 'unsigned', 2: 'signed', 3: 'floating-point', 4: 'untyped' }[layout.sampleFormat] ?? 'mixed';
    throw unsupported(`has ${bits} (${kind})`, again);
  }
  if (!codec.isImage) {
    const byteWise = [8, 16, 32, 64].includes(layout.bits);
    const floats = layout.sampleFormat === 3;
    const known =
      layout.predictor === 1 ||
      (layout.predictor === 2 && byteWise) ||
      (layout.predictor === 3 && byteWise && floats);
    if (!known) {
      throw unsupported(`uses predictor ${layout.predictor} on ${layout.bits}-bit samples`, again);
    }
    if (layout.subsampled)
      throw unsupported('stores colour in fewer pixels than brightness (YCbCr) without JPEG', again);
  } else if (
    layout.pixelType !== 'uint8' &&
    !(layout.compression === 34933 && layout.pixelType === 'uint16')
  ) {
    throw unsupported(`is ${COMPRESSION_NAMES[layout.compression]} of ${layout.bits}-bit samples`, again);
  }

  const { count } = blockGrid(layout);
  if (count > MAX_BLOCKS) {
    throw new FileTooLargeError(
      `"${name}" says that one plane has ${count} strips or tiles; up to ${MAX_BLOCKS} are read.`,
      {
        path,
      },
    );
  }
  checkHeld(page, codec.maxRatio);
  const blockBytes = decodedBlockBytes(layout);
  if (blockBytes > MAX_BLOCK_BYTES && !isSplittable(layout)) {
    throw new FileTooLargeError(
      `"${name}" is stored in single compressed pieces of ${Math.ceil(blockBytes / 2 ** 20)} MB; pieces of up to ` +
        `${MAX_BLOCK_BYTES / 2 ** 20} MB can be decoded. Save it again with tiles or smaller strips.`,
      { path },
    );
  }
}

/** A page cannot hold more pixels than its compressed bytes could become. Blocks left out on purpose hold none. */
function checkHeld(page: TiffPage, maxRatio: number): void {
  const { layout, structure } = page;
  if (!page.blockOffsets) throw structure.damaged('does not say where its pixels are');
  const { offsets, byteCounts } = readBlockIndex(page);
  const { size } = structure.source;
  const blockBytes = layout.blockDepth * layout.blockHeight * rowBytes(layout);
  const { count } = blockGrid(layout);
  if (layout.compression === 1 && offsets.length === 1 && count === 1) {
    if (offsets[0]! + uncompressedBytes(layout, 0) > size) throw tooShort(page, uncompressedBytes(layout, 0));
    return;
  }
  let claimed = 0;
  let held = 0;
  const seen = new Set<number>();
  for (let i = 0; i < count; i++) {
    const offset = offsets[i] ?? 0;
    const bytes = byteCounts[i] ?? 0;
    if (i < offsets.length && offset === 0 && bytes === 0) continue;
    claimed += layout.compression === 1 ? uncompressedBytes(layout, i) : blockBytes;
    if (!seen.has(offset) && offset < size) held += Math.min(bytes || size - offset, size - offset);
    seen.add(offset);
  }
  if (claimed > Math.min(held, size) * maxRatio + PIECE_BYTES) throw tooShort(page, claimed);
}

function tooShort(page: TiffPage, claimed: number): DamagedFileError {
  const { layout, structure } = page;
  return structure.damaged(
    `says that page ${page.index + 1} has ${layout.width} x ${layout.height} pixels (${claimed} bytes), ` +
      `but holds only ${structure.source.size} bytes`,
  );
}

/** Bytes of a decoded block in memory. */
function decodedBlockBytes(layout: PageLayout): number {
  const samples = layout.planar ? 1 : layout.samples;
  const bytes = layout.pixelType ? PIXEL_TYPES[layout.pixelType].bytes : 8;
  return layout.blockWidth * layout.blockHeight * layout.blockDepth * samples * bytes;
}

/** Uncompressed strips can be read row by row. */
function isSplittable(layout: PageLayout): boolean {
  return layout.compression === 1 && !layout.tiled;
}

/** Rows of block `index` inside the image; the last strip may have fewer than the others. */
function blockRows(layout: PageLayout, index: number): number {
  if (layout.tiled) return layout.blockHeight;
  const down = Math.ceil(layout.height / layout.blockHeight);
  return Math.min(layout.blockHeight, layout.height - (index % down) * layout.blockHeight);
}

function uncompressedBytes(layout: PageLayout, index: number): number {
  return rowBytes(layout) * blockRows(layout, index) * layout.blockDepth;
}

/** Offsets and byte counts as the file gives them, at most one for each block. */
function readBlockIndex(page: TiffPage): BlockIndex {
  const { structure, layout } = page;
  const { count } = blockGrid(layout);
  return {
    offsets: structure.numbers(page.blockOffsets ?? undefined, count),
    byteCounts: structure.numbers(page.blockByteCounts ?? undefined, count),
  };
}

/** Reads and decodes the blocks of pages that share one layout, and keeps the last ones used in bounded memory. */
export class BlockReader {
  readonly #cache = new Map<string, Block>();
  #cachedBytes = 0;
  #index: { page: TiffPage; index: BlockIndex } | null = null;
  readonly #decoders = new Map<number, Decode>();
  readonly #checked = new Set<PageLayout>();

  /** `cacheBytes` bounds what is kept besides the block just read. */
  constructor(readonly cacheBytes = 64 * 2 ** 20) {}

  /**
   * How a page is cut for reading: its own blocks, or for uncompressed strips pieces of rows of a size that suits
   * memory. `rows` counts the rows of a piece.
   */
  pieceRows(layout: PageLayout): number {
    if (!isSplittable(layout)) return layout.blockHeight;
    const rows = Math.max(1, Math.floor(PIECE_BYTES / rowBytes(layout)));
    return Math.min(layout.blockHeight, rows);
  }

  /**
   * The block `index` of a page; of an uncompressed strip only `rows` rows from `firstRow`. Null where the file leaves
   * the block out on purpose (offset and byte count 0). Throws DamagedFileError and its kin.
   */
  async read(
    place: BlockPlace,
    index: number,
    firstRow: number,
    rows: number,
    signal?: CancelSignal,
  ): Promise<Block | null> {
    const { page, shift } = place;
    const { source } = page.structure;
    const key = `${source.path}\n${page.offset}+${shift}/${index}/${firstRow}`;
    const kept = this.#cache.get(key);
    if (kept) {
      this.#cache.delete(key);
      this.#cache.set(key, kept);
      return kept;
    }
    const block = await this.#load(place, index, firstRow, rows, signal);
    if (block) this.#keep(key, block);
    return block;
  }

  #keep(key: string, block: Block): void {
    this.#cache.set(key, block);
    this.#cachedBytes += block.data.byteLength;
    for (const [oldest, { data }] of this.#cache) {
      if (this.#cachedBytes <= this.cacheBytes || oldest === key) break;
      this.#cache.delete(oldest);
      this.#cachedBytes -= data.byteLength;
    }
  }

  #indexOf(page: TiffPage): BlockIndex {
    if (this.#index?.page !== page) this.#index = { page, index: readBlockIndex(page) };
    return this.#index.index;
  }

  async #load(
    place: BlockPlace,
    index: number,
    firstRow: number,
    rows: number,
    signal?: CancelSignal,
  ): Promise<Block | null> {
    const { page, shift } = place;
    const { layout, structure } = page;
    if (!this.#checked.has(layout)) {
      checkPage(page);
      this.#checked.add(layout);
    }
    const { offsets, byteCounts } = this.#indexOf(page);
    const offset = offsets[index];
    let bytes = byteCounts[index] ?? 0;
    if (offset === undefined)
      throw structure.damaged(`does not say where block ${index + 1} of page ${page.index + 1} is`);
    if (offset === 0 && bytes === 0) return null;

    const { source } = structure;
    let at = offset + shift;
    if (layout.compression === 1) {
      const whole = uncompressedBytes(layout, index);
      const wanted = isSplittable(layout) ? rowBytes(layout) * rows : whole;
      // A byte count that is too small matters only where the block has a neighbour.
      if (bytes < whole && offsets.length > 1 && !layout.tiled && bytes !== 0) {
        throw this.#tooLittle(page, index, bytes, whole);
      }
      if (isSplittable(layout)) at += rowBytes(layout) * firstRow;
      bytes = layout.tiled && bytes > 0 ? Math.min(bytes, wanted) : wanted;
    } else if (bytes === 0) {
      // The byte count is missing; the data can only end with the file.
      bytes = page.blockByteCounts ? 0 : source.size - at;
      if (bytes <= 0) {
        throw structure.damaged(`gives no length for block ${index + 1} of page ${page.index + 1}`);
      }
    } else if (at < source.size) {
      // Compressed data end by themselves; some writers (LSM) give the length before compression.
      bytes = Math.min(bytes, source.size - at);
    }
    const data = await source.read(at, bytes, signal);
    return this.#decodeBlock(page, index, data, isSplittable(layout) ? rows : blockRows(layout, index));
  }

  #tooLittle(page: TiffPage, index: number, got: number, wanted: number): DamagedFileError {
    return page.structure.damaged(
      `holds ${got} bytes where block ${index + 1} of page ${page.index + 1} should have ${wanted}`,
    );
  }

  async #decodeBlock(page: TiffPage, index: number, data: Uint8Array, rows: number): Promise<Block> {
    const { layout, structure } = page;
    const samples = layout.planar ? 1 : layout.samples;
    const size = rowBytes(layout) * rows * layout.blockDepth;
    const codec = CODECS[layout.compression]!;
    if (layout.reversedBits && !codec.isImage) reverseBits(data);

    let decoded: Decoded;
    try {
      const decode = this.#decoders.get(layout.compression) ?? (await codec.load());
      this.#decoders.set(layout.compression, decode);
      const tables = page.jpegTables ? structure.bytes(page.jpegTables) : null;
      decoded = await decode({ data, size, layout, width: layout.blockWidth, height: rows, tables });
    } catch (error) {
      if (isAbort(error) || error instanceof TaggedError) throw error;
      throw new DamagedFileError(
        `Block ${index + 1} of page ${page.index + 1} of "${structure.source.name}" could not be decoded as ` +
          `${COMPRESSION_NAMES[layout.compression]} (${(error as Error).message}). Copy the file again from its source, or export it anew.`,
        { path: structure.source.path },
        { cause: error },
      );
    }
    if (decoded.image) return this.#imageBlock(page, index, decoded, rows);

    const { columns, rows: present } = this.#presentShape(page, index, decoded.bytes.length, rows);
    return {
      data: samplesOf(page, decoded.bytes, columns * samples, present * layout.blockDepth),
      columns,
      rows: present,
      samples,
    };
  }

  /** Columns and rows of what was decoded: a whole block, or a tile cut at the edge of the image, as some write it. */
  #presentShape(page: TiffPage, index: number, got: number, rows: number): { columns: number; rows: number } {
    const { layout } = page;
    const wanted = rowBytes(layout) * rows * layout.blockDepth;
    if (got >= wanted) return { columns: layout.blockWidth, rows };
    if (layout.tiled && layout.blockDepth === 1) {
      const { across, down } = blockGrid(layout);
      const column = index % across;
      const row = Math.floor(index / across) % down;
      const columnsLeft = Math.min(layout.blockWidth, layout.width - column * layout.blockWidth);
      const rowsLeft = Math.min(layout.blockHeight, layout.height - row * layout.blockHeight);
      const cutRow = rowBytes({ ...layout, blockWidth: columnsLeft });
      if (got === cutRow * rowsLeft) return { columns: columnsLeft, rows: rowsLeft };
      if (got >= rowBytes(layout) * rowsLeft) return { columns: layout.blockWidth, rows: rowsLeft };
    }
    throw this.#tooLittle(page, index, got, wanted);
  }

  #imageBlock(page: TiffPage, index: number, { bytes, image }: Decoded, rows: number): Block {
    const { layout, structure } = page;
    const samples = layout.planar ? 1 : layout.samples;
    const { width, height, samples: found, sampleBytes } = image!;
    const wantedBytes = PIXEL_TYPES[layout.pixelType!].bytes;
    const { across, down } = blockGrid(layout);
    const columnsLeft = Math.min(layout.blockWidth, layout.width - (index % across) * layout.blockWidth);
    const row = Math.floor(index / across) % down;
    const rowsLeft = Math.min(rows, layout.height - row * layout.blockHeight);
    if (found !== samples || sampleBytes !== wantedBytes || width < columnsLeft || height < rowsLeft) {
      throw structure.damaged(
        `has a block of ${width} x ${height} pixels with ${found} samples where ${columnsLeft} x ${rowsLeft} with ${samples} belong`,
      );
    }
    const data =
      sampleBytes === 2 ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2) : bytes;
    return { data, columns: width, rows: height, samples };
  }
}

/** Turns the bytes of a block into samples: byte order, packed bits, predictor, floats and 64-bit integers. */
function samplesOf(page: TiffPage, bytes: Uint8Array, rowLength: number, rows: number): PixelArray {
  const { layout, structure } = page;
  const step = layout.planar ? 1 : layout.samples;
  const length = rowLength * rows;
  const { bits, predictor } = layout;
  const type = layout.pixelType!;

  if (layout.sampleFormat === 3 && bits === 24)
    return floatsFrom24(bytes, structure.littleEndian).subarray(0, length);
  if (![8, 16, 32, 64].includes(bits)) {
    const out = PIXEL_TYPES[type].make(length);
    unpackBits(bytes, bits, rowLength, out);
    return out;
  }

  const sampleBytes = bits / 8;
  let data = bytes.subarray(0, length * sampleBytes);
  if (predictor === 3) data = undoFloating(data, rowLength, step, sampleBytes);
  else if (!structure.littleEndian) swapBytes(data, sampleBytes);
  if (data.byteOffset % sampleBytes !== 0) data = data.slice();

  const view = viewOf(data, bits, layout.sampleFormat);
  if (predictor === 2) undoHorizontal(view, rowLength, step);
  if (view instanceof BigUint64Array) {
    const doubles = doublesFrom64(view, layout.sampleFormat === 2);
    if (doubles) return doubles;
    throw new UnsupportedFileError(
      `"${structure.source.name}" holds 64-bit integers beyond 2^53 (9007199254740992), which could not be kept exactly. ` +
        'Convert it to 32-bit integers or to floating point.',
      { path: structure.source.path },
    );
  }
  return type === 'float16' ? floatsFromHalves(view as Uint16Array) : view;
}

function viewOf(data: Uint8Array, bits: number, sampleFormat: number): PixelArray | BigUint64Array {
  const { byteOffset } = data;
  const buffer = data.buffer as ArrayBuffer;
  const length = Math.floor(data.length / (bits / 8));
  if (sampleFormat === 3) {
    if (bits === 16) return new Uint16Array(buffer, byteOffset, length);
    return bits === 32
      ? new Float32Array(buffer, byteOffset, length)
      : new Float64Array(buffer, byteOffset, length);
  }
  const signed = sampleFormat === 2;
  if (bits === 8) return signed ? new Int8Array(buffer, byteOffset, length) : data;
  if (bits === 16) return new (signed ? Int16Array : Uint16Array)(buffer, byteOffset, length);
  if (bits === 32) return new (signed ? Int32Array : Uint32Array)(buffer, byteOffset, length);
  return new BigUint64Array(buffer, byteOffset, length);
}

/** The value of pixels that the file leaves out on purpose (GDAL_NODATA, else 0). */
export function fillValue(page: TiffPage): number {
  if (!page.noData || page.noData.code !== TAG.gdalNoData) return 0;
  const value = Number(page.structure.text(page.noData).replace(',', '.'));
  const { min, max, integer } = PIXEL_TYPES[page.layout.pixelType!];
  return Number.isNaN(value) || value < min || value > max || (integer && !Number.isInteger(value))
    ? 0
    : value;
}
