import type { PixelArray } from '../../contract/image';
import { DamagedFileError, TaggedError } from '../../contract/errors';
import { isAbort, type CancelSignal } from '../../contract/signal';
import { PIXEL_TYPES } from '../../imaging/pixel-types';
import { blockRows, isSplittable, readBlockIndex, uncompressedBytes, type BlockIndex } from './block-index';
import { checkPage } from './check-page';
import type { Decode, Decoded } from './codec';
import { CODECS } from './codecs';
import { blockGrid, rowBytes, type PageLayout, type TiffPage } from './page';
import { samplesOf } from './samples';
import { COMPRESSION_NAMES } from './tags';
import { reverseBits } from './unpack';

/** Uncompressed strips are read in pieces of about this many bytes. */
const PIECE_BYTES = 2 ** 20;

/** Rectangles of up to this many bytes of a large plane are read row by row, and nothing around them. */
const THIN_BYTES = 64 * 1024;

/** Planes of fewer bytes are soon in the cache: then that is faster. */
const LARGE_PLANE_BYTES = 16 * 2 ** 20;

/** What compressed data may have beyond twice their pixels: headers and tables of small blocks. */
const COMPRESSED_SLACK_BYTES = 2 ** 20;

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

  /** Whether a rectangle is better read by {@link readThin} than in pieces. */
  isThin(layout: PageLayout, width: number, rows: number): boolean {
    const { predictor, bits, reversedBits, height } = layout;
    const plain =
      isSplittable(layout) &&
      layout.blockDepth === 1 &&
      predictor === 1 &&
      [8, 16, 32, 64].includes(bits) &&
      !reversedBits;
    const bytes = Math.ceil(rowBytes(layout) / layout.blockWidth) * width * rows;
    const pieceBytes = rowBytes(layout) * Math.max(rows, this.pieceRows(layout));
    return (
      plain && bytes <= THIN_BYTES && rowBytes(layout) * height > LARGE_PLANE_BYTES && 8 * bytes <= pieceBytes
    );
  }

  /**
   * `columns` pixels from `column` on of `rows` rows from `firstRow` on of an uncompressed strip, and nothing else. Null
   * where the file leaves the strip out on purpose.
   */
  async readThin(
    place: BlockPlace,
    index: number,
    { firstRow, rows, column, columns }: { firstRow: number; rows: number; column: number; columns: number },
    signal?: CancelSignal,
  ): Promise<PixelArray | null> {
    const start = this.#start(place, index);
    if (start === null) return null;
    const { layout, structure } = place.page;
    const samples = layout.planar ? 1 : layout.samples;
    const pixelBytes = (samples * layout.bits) / 8;
    const at = (row: number) => start.at + (firstRow + row) * rowBytes(layout) + column * pixelBytes;
    const length = columns * pixelBytes;
    const bytes = new Uint8Array(rows * length);
    await Promise.all(
      Array.from({ length: rows }, async (_, row) =>
        bytes.set(await structure.source.read(at(row), length, signal), row * length),
      ),
    );
    return samplesOf(place.page, bytes, columns * samples, rows);
  }

  #keep(key: string, block: Block): void {
    // Two reads at once may have decoded the same block.
    this.#cachedBytes -= this.#cache.get(key)?.data.byteLength ?? 0;
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
    const { page } = place;
    const { layout, structure } = page;
    const start = this.#start(place, index);
    if (start === null) return null;
    const { source } = structure;
    let { at, bytes } = start;
    if (layout.compression === 1) {
      const wanted = isSplittable(layout) ? rowBytes(layout) * rows : uncompressedBytes(layout, index);
      if (isSplittable(layout)) at += rowBytes(layout) * firstRow;
      bytes = layout.tiled && bytes > 0 ? Math.min(bytes, wanted) : wanted;
    } else {
      if (bytes === 0 && page.blockByteCounts) {
        throw structure.damaged(`gives no length for block ${index + 1} of page ${page.index + 1}`);
      }
      // Compressed data end by themselves: a length that is missing, beyond the file, or that of the pixels before
      // compression (LSM) needs no more than the file has and the pixels could take.
      const most = 2 * uncompressedBytes(layout, index) + COMPRESSED_SLACK_BYTES;
      bytes = Math.min(bytes || Infinity, Math.max(1, source.size - at), most);
    }
    const data = await source.read(at, bytes, signal);
    return this.#decodeBlock(page, index, data, isSplittable(layout) ? rows : blockRows(layout, index));
  }

  /** Where a block begins and how long the file says that it is; null where the file leaves it out on purpose. */
  #start({ page, shift }: BlockPlace, index: number): { at: number; bytes: number } | null {
    const { layout, structure } = page;
    if (!this.#checked.has(layout)) {
      checkPage(page);
      this.#checked.add(layout);
    }
    const { offsets, byteCounts } = this.#indexOf(page);
    const offset = offsets[index];
    const bytes = byteCounts[index] ?? 0;
    if (offset === undefined)
      throw structure.damaged(`does not say where block ${index + 1} of page ${page.index + 1} is`);
    if (offset === 0 && bytes === 0) return null;
    // A byte count that is too small matters only where the block has a neighbour.
    const whole = uncompressedBytes(layout, index);
    if (layout.compression === 1 && bytes < whole && offsets.length > 1 && !layout.tiled && bytes !== 0) {
      throw this.#tooLittle(page, index, bytes, whole);
    }
    return { at: offset + shift, bytes };
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
