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
