import type { PixelType } from '../../contract/image';
import { PIXEL_TYPES } from '../../imaging/pixel-types';
import { InternalError } from '../../contract/errors';
import { TAG } from '../tiff/tags';
import type { StackOrder } from './stack-order';
import { encodeDirectory, encodeHeader, FIELD, type TiffField } from './tiff-directory';

/** Classic TIFF counts bytes with 32 bits. */
const CLASSIC_LIMIT = 2 ** 32 - 1;

/** Rows are grouped to strips of about this size, so that a reader of a region need not read the whole plane. */
const STRIP_BYTES = 256 * 1024;

/** Bytes left free after the first directory, for a description that grows while the file is written. */
const SPARE_BYTES = 1024;

/** A piece of the file that does not depend on pixels. */
export interface TiffPiece {
  position: number;
  bytes: Uint8Array;
}

/** Where everything lies in a TIFF of uncompressed planes that follow one another without gaps. */
export interface TiffLayout {
  big: boolean;
  /** Directories: one for each plane, or the first only where ImageJ's own way is taken. */
  directories: number;
  fileBytes: number;
  dataOffset: number;
  planeBytes: number;
  /** Header and directories, made one at a time: a stack may have very many. */
  pieces(): Iterable<TiffPiece>;
  /**
   * The first directory with what `format` says now, in the room of the one that was laid out. Throws InternalError
   * where it has grown by more than is free.
   */
  firstDirectory(format: TiffFormat): TiffPiece;
}

/** What a format adds to the plain layout. */
export interface TiffFormat {
  /** Tags of the first directory only: description, metadata. */
  firstFields: TiffField[];
  /** Tags of every directory: resolution, colour map. */
  everyField: TiffField[];
  /**
   * What becomes of a file beyond 4 GB: BigTIFF, or as ImageJ does it, a classic TIFF whose only directory describes
   * the first plane, the others following it. (A single plane beyond 4 GB is BigTIFF in any case.)
   */
  beyondClassic: 'bigTiff' | 'firstDirectoryOnly';
}

/** TIFF's SampleFormat: unsigned integer, signed integer, float. */
function sampleFormat(pixelType: PixelType): number {
  const { integer, min } = PIXEL_TYPES[pixelType];
  return integer ? (min < 0 ? 2 : 1) : 3;
}

/** Lays out a stack: header, first directory, all pixels, then the other directories. */
export function layOutTiff(order: StackOrder, format: TiffFormat): TiffLayout {
  const classic = layOut(order, format, false, order.planes);
  if (classic.fileBytes <= CLASSIC_LIMIT) return classic;
  const firstPlaneEnd = classic.dataOffset + classic.planeBytes;
  if (format.beyondClassic === 'firstDirectoryOnly' && firstPlaneEnd <= CLASSIC_LIMIT) {
    return layOut(order, format, false, 1);
  }
  return layOut(order, format, true, order.planes);
}

function layOut(order: StackOrder, format: TiffFormat, big: boolean, directories: number): TiffLayout {
  const { width, height, samples, planes, pixelType } = order;
  const { bytes } = PIXEL_TYPES[pixelType];
  const rowBytes = width * samples * bytes;
  const planeBytes = rowBytes * height;
  const rowsPerStrip = Math.min(height, Math.max(1, Math.floor(STRIP_BYTES / rowBytes)));
  const strips = Math.ceil(height / rowsPerStrip);
  const stripBytes = Array.from(
    { length: strips },
    (_, i) => Math.min(rowsPerStrip, height - i * rowsPerStrip) * rowBytes,
  );
  const offsetType = big ? FIELD.long8 : FIELD.long;

  const fields = (plane: number, dataOffset: number, { firstFields, everyField } = format): TiffField[] => {
    const start = dataOffset + plane * planeBytes;
    const short = (tag: number, ...values: number[]): TiffField => ({ tag, type: FIELD.short, values });
    const long = (tag: number, value: number): TiffField => ({ tag, type: FIELD.long, values: [value] });
    const common = [
      long(TAG.newSubfileType, 0),
      long(TAG.imageWidth, width),
      long(TAG.imageLength, height),
      short(TAG.bitsPerSample, ...new Array<number>(samples).fill(bytes * 8)),
      short(TAG.compression, 1),
      short(TAG.photometric, samples === 3 ? 2 : 1),
      short(TAG.samplesPerPixel, samples),
      short(TAG.planarConfiguration, 1),
      short(TAG.sampleFormat, ...new Array<number>(samples).fill(sampleFormat(pixelType))),
      long(TAG.rowsPerStrip, rowsPerStrip),
      { tag: TAG.stripByteCounts, type: offsetType, values: stripBytes },
      {
        tag: TAG.stripOffsets,
        type: offsetType,
        values: stripBytes.map((_, i) => start + i * rowsPerStrip * rowBytes),
      },
    ];
    const added = [...(plane === 0 ? firstFields : []), ...everyField];
    const replaced = new Set(added.map(({ tag }) => tag));
    return [...common.filter(({ tag }) => !replaced.has(tag)), ...added];
  };

  const headerBytes = big ? 16 : 8;
  const firstBytes = encodeDirectory(fields(0, 0), headerBytes, 0, big).length;
  const dataOffset = Math.ceil((headerBytes + firstBytes + SPARE_BYTES) / 16) * 16;
  const dataEnd = dataOffset + planes * planeBytes;
  const laterAt = Math.ceil(dataEnd / 16) * 16;
  const laterBytes = directories > 1 ? encodeDirectory(fields(1, 0), 0, 0, big).length : 0;
  const directoryAt = (i: number) => (i === 0 ? headerBytes : laterAt + (i - 1) * laterBytes);
  const nextOf = (i: number) => (i + 1 < directories ? directoryAt(i + 1) : 0);

  return {
    big,
    directories,
    dataOffset,
    planeBytes,
    fileBytes: directories > 1 ? laterAt + (directories - 1) * laterBytes : dataEnd,
    *pieces() {
      yield { position: 0, bytes: encodeHeader(headerBytes, big) };
      for (let i = 0; i < directories; i++) {
        yield {
          position: directoryAt(i),
          bytes: encodeDirectory(fields(i, dataOffset), directoryAt(i), nextOf(i), big),
        };
      }
    },
    firstDirectory(grown) {
      const bytes = encodeDirectory(fields(0, dataOffset, grown), headerBytes, nextOf(0), big);
      if (headerBytes + bytes.length <= dataOffset) return { position: headerBytes, bytes };
      const detail = `${bytes.length} bytes of directory before ${dataOffset}`;
      throw new InternalError(`The description of an image outgrew its room in the file (${detail}).`, {
        detail,
      });
    },
  };
}
