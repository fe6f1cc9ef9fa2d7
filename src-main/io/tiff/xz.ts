import type { BlockRequest, Decoded } from './codec';
import { Lzma2Decoder } from './lzma2';

const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const FILTER_DELTA = 0x03;
const FILTER_LZMA2 = 0x21;
/** Bytes of the check after a block, by its kind (xz specification, section 2.1.1.2). */
const CHECK_BYTES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

/** Decodes the xz stream of a TIFF block (Compression 34925; libtiff puts a Delta filter before LZMA2). */
export function decodeXzBlock({ data, size }: BlockRequest): Decoded {
  return { bytes: decodeXz(data, size) };
}

/** Decodes an xz stream into at most `size` bytes. The filters LZMA2 and Delta are known. Throws an Error otherwise. */
export function decodeXz(data: Uint8Array, size: number): Uint8Array {
  if (!MAGIC.every((byte, i) => data[i] === byte)) throw new Error('not an xz stream');
  const checkBytes = CHECK_BYTES[data[7]! & 15]!;
  const out = new Uint8Array(size);
  let written = 0;
  let at = 12;
  while (written < size && at < data.length && data[at] !== 0) {
    const header = readBlockHeader(data, at);
    const decoder = new Lzma2Decoder(data, header.end, out, written);
    decoder.decode();
    if (header.delta > 0) undoDelta(out.subarray(written, decoder.written), header.delta);
    if (decoder.written === written) break;
    written = decoder.written;
    const packed = decoder.at - header.end;
    at = decoder.at + ((4 - (packed & 3)) & 3) + checkBytes;
  }
  return out.subarray(0, written);
}

/** The header of a block: where its data begin, and the distance of its Delta filter (0: none). */
function readBlockHeader(data: Uint8Array, at: number): { end: number; delta: number } {
  const end = at + (data[at]! + 1) * 4;
  if (end > data.length) throw new Error('data that end too early');
  const flags = data[at + 1]!;
  let position = at + 2;
  const readNumber = (): number => {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = data[position++];
      if (byte === undefined || position > end) throw new Error('a damaged xz block header');
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Error('a damaged xz block header');
  };
  if (flags & 0x40) readNumber();
  if (flags & 0x80) readNumber();
  let delta = 0;
  for (let i = 0; i <= (flags & 3); i++) {
    const id = readNumber();
    const propertyBytes = readNumber();
    const first = data[position]!;
    position += propertyBytes;
    if (position > end) throw new Error('a damaged xz block header');
    if (id === FILTER_DELTA && i === 0 && (flags & 3) === 1) delta = first + 1;
    else if (id !== FILTER_LZMA2 || i !== (flags & 3))
      throw new Error(`an xz filter that is not known (${id})`);
  }
  return { end, delta };
}

function undoDelta(bytes: Uint8Array, distance: number): void {
  for (let i = distance; i < bytes.length; i++) bytes[i] = bytes[i]! + bytes[i - distance]!;
}
