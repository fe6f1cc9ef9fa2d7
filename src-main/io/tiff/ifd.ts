import { DamagedFileError } from '../../contract/errors';
import type { ByteSource } from '../byte-source';
import { FIELD_BYTES, TAG } from './tags';

/** More tags than any program writes; tifffile's limit too. */
const MAX_TAGS = 4096;

/** Bytes read at a time around a directory: its entries, and most values that lie beside it. */
const WINDOW_BYTES = 4096;

/** Longest text or array of one tag that is read whole. OME-XML of 100,000 planes has 40 MB. */
const MAX_TAG_BYTES = 128 * 2 ** 20;

/** Where the values of a tag lie; nothing is read before it is asked for. */
export interface Tag {
  code: number;
  type: number;
  count: number;
  /** Position in the file of the first value. */
  at: number;
}

/** One directory of a TIFF file: its tags (the first of each code), and where the next directory is (0: nowhere). */
export interface Directory {
  offset: number;
  tags: Map<number, Tag>;
  /** A second ImageDescription, where tifffile puts its own. */
  secondDescription: Tag | null;
  next: number;
}

/**
 * The structure of a TIFF or BigTIFF file: header, directories and tag values, each checked against the size of the
 * file before it is read. Values are numbers; 64-bit ones above 2^53 are damage.
 */
export class TiffStructure {
  readonly littleEndian: boolean;
  readonly bigTiff: boolean;
  readonly firstDirectory: number;
  #window: DataView = new DataView(new ArrayBuffer(0));
  #windowAt = 0;

  /** Reads the header. Throws {@link DamagedFileError} when it is not one of a TIFF file. */
  constructor(readonly source: ByteSource) {
    if (source.size < 8) throw this.damaged('is too short to be a TIFF file');
    const header = source.readUpToSync(0, 16);
    const view = new DataView(header.buffer, header.byteOffset, header.length);
    const order = String.fromCharCode(header[0]!, header[1]!);
    this.littleEndian = order !== 'MM';
    const version = view.getUint16(2, this.littleEndian);
    this.bigTiff = version === 43;
    if (this.bigTiff && (header.length < 16 || view.getUint16(4, this.littleEndian) !== 8)) {
      throw this.damaged('has a damaged BigTIFF header');
    }
    this.firstDirectory = this.bigTiff
      ? toNumber(view.getBigUint64(8, this.littleEndian))
      : view.getUint32(4, this.littleEndian);
  }

  /** A {@link DamagedFileError} about this file: `"name" <what>.` and the cure. */
  damaged(what: string): DamagedFileError {
    return new DamagedFileError(
      `"${this.source.name}" ${what}. The file is damaged: copy it again from its source, or export it anew.`,
      { path: this.source.path },
    );
  }

  /** Reads the directory at `offset`. A tag of unknown type, or whose values lie outside the file, is left out. */
  directory(offset: number): Directory {
    const countBytes = this.bigTiff ? 8 : 2;
    const entryBytes = this.bigTiff ? 20 : 12;
    const inlineBytes = this.bigTiff ? 8 : 4;
    const { littleEndian } = this;
    const view = this.#view(offset, countBytes);
    const entries = this.bigTiff
      ? toNumber(view.getBigUint64(0, littleEndian))
      : view.getUint16(0, littleEndian);
    if (entries > MAX_TAGS) throw this.damaged(`says that a directory has ${entries} tags`);

    const tableAt = offset + countBytes;
    const table = this.#view(tableAt, entries * entryBytes);
    const tags = new Map<number, Tag>();
    let secondDescription: Tag | null = null;
    for (let i = 0; i < entries; i++) {
      const at = i * entryBytes;
      const code = table.getUint16(at, littleEndian);
      const type = table.getUint16(at + 2, littleEndian);
      const bytes = FIELD_BYTES[type];
      if (bytes === undefined) continue;
      const count = this.bigTiff
        ? toNumber(table.getBigUint64(at + 4, littleEndian))
        : table.getUint32(at + 4, littleEndian);
      let valueAt = tableAt + at + entryBytes - inlineBytes;
      if (bytes * count > inlineBytes) {
        const field = at + entryBytes - inlineBytes;
        valueAt = this.bigTiff
          ? toNumber(table.getBigUint64(field, littleEndian))
          : table.getUint32(field, littleEndian);
        if (valueAt < 8 || !(valueAt + bytes * count <= this.source.size)) continue;
      }
      const tag: Tag = { code, type, count, at: valueAt };
      if (!tags.has(code)) tags.set(code, tag);
      else if (code === TAG.imageDescription) secondDescription ??= tag;
    }

    const nextAt = tableAt + entries * entryBytes;
    let next = 0;
    if (nextAt + inlineBytes <= this.source.size) {
      const pointer = this.#view(nextAt, inlineBytes);
      next = this.bigTiff
        ? toNumber(pointer.getBigUint64(0, littleEndian))
        : pointer.getUint32(0, littleEndian);
    }
    return { offset, tags, secondDescription, next };
  }

  /** The values of a tag as numbers (a rational is its quotient), at most `limit` of them. Text gives none. */
  numbers(tag: Tag | undefined, limit = Infinity): number[] {
    if (!tag || tag.type === 2) return [];
    const count = Math.min(tag.count, limit);
    const bytes = FIELD_BYTES[tag.type]!;
    this.#bound(bytes * count);
    const view = this.#view(tag.at, bytes * count);
    const values = new Array<number>(count);
    for (let i = 0; i < count; i++) values[i] = readField(view, i * bytes, tag.type, this.littleEndian);
    return values;
  }

  /** The first value of a tag, or `otherwise` when the tag is absent or text. */
  number(tag: Tag | undefined, otherwise: number): number {
    const value = this.numbers(tag, 1)[0];
    return value === undefined ? otherwise : value;
  }

  /** The bytes of a tag's values. */
  bytes(tag: Tag): Uint8Array {
    const length = FIELD_BYTES[tag.type]! * tag.count;
    this.#bound(length);
    return this.source.readSync(tag.at, length);
  }

  /** The text of a tag without trailing NULs: UTF-8 where it is valid, else Windows-1252, as microscopes write it. */
  text(tag: Tag | null | undefined): string {
    if (!tag || (tag.type !== 2 && tag.type !== 1 && tag.type !== 7)) return '';
    const bytes = this.bytes(tag);
    let end = bytes.length;
    while (end > 0 && bytes[end - 1] === 0) end--;
    const kept = bytes.subarray(0, end);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(kept).trim();
    } catch {
      return new TextDecoder('latin1').decode(kept).trim();
    }
  }

  #bound(length: number): void {
    if (length > MAX_TAG_BYTES) throw this.damaged(`says that one tag has ${length} bytes`);
  }

  #view(offset: number, length: number): DataView {
    const from = offset - this.#windowAt;
    if (from >= 0 && from + length <= this.#window.byteLength) {
      return new DataView(this.#window.buffer, this.#window.byteOffset + from, length);
    }
    const bytes =
      length > WINDOW_BYTES
        ? this.source.readSync(offset, length)
        : this.source.readUpToSync(offset, WINDOW_BYTES);
    if (bytes.length < length) throw this.damaged(`ends inside its directory at byte ${offset}`);
    this.#window = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#windowAt = offset;
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }
}

/** A 64-bit number as a double; what exceeds 2^53 becomes Infinity, which no bound lets pass. */
function toNumber(value: bigint): number {
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value);
}

function readField(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    case 11:
      return view.getFloat32(at, little);
    case 12:
      return view.getFloat64(at, little);
    case 16:
    case 18:
      return toNumber(view.getBigUint64(at, little));
    case 17:
      return Number(view.getBigInt64(at, little));
    default:
      return view.getUint8(at);
  }
}
