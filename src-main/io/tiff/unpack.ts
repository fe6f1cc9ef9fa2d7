import type { PixelArray } from '../../contract/image';
import { halfValue } from '../half-float';

// Typed arrays are little-endian on every machine Finescope runs on; big-endian files are swapped.

/** Reverses the bits of every byte in place (FillOrder 2). */
export function reverseBits(bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) {
    const b = bytes[i]!;
    bytes[i] = ((((b * 0x0802) & 0x22110) | ((b * 0x8020) & 0x88440)) * 0x10101) >>> 16;
  }
}

/** Swaps the byte order of samples of `size` bytes in place. */
export function swapBytes(bytes: Uint8Array, size: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length - (bytes.length % size));
  if (size === 2) buffer.swap16();
  else if (size === 4) buffer.swap32();
  else if (size === 8) buffer.swap64();
}

/**
 * Reads samples of `bits` bits, most significant bit first, rows padded to whole bytes (TIFF 6.0, section "BitsPerSample").
 * `bits` is 1 to 31 without 8 and 16; `rowLength` counts samples.
 */
export function unpackBits(bytes: Uint8Array, bits: number, rowLength: number, out: PixelArray): void {
  const bytesPerRow = Math.ceil((rowLength * bits) / 8);
  const rows = Math.min(Math.floor(bytes.length / bytesPerRow), Math.ceil(out.length / rowLength));
  if (bits === 1) {
    for (let row = 0; row < rows; row++) {
      const from = row * bytesPerRow;
      const to = row * rowLength;
      for (let i = 0; i < rowLength; i++) out[to + i] = (bytes[from + (i >> 3)]! >> (7 - (i & 7))) & 1;
    }
    return;
  }
  if (bits <= 24) {
    const mask = 2 ** bits - 1;
    for (let row = 0; row < rows; row++) {
      let at = row * bytesPerRow;
      const end = (row + 1) * rowLength;
      let held = 0;
      let heldBits = 0;
      for (let i = row * rowLength; i < end; i++) {
        while (heldBits < bits) {
          held = (held << 8) | bytes[at++]!;
          heldBits += 8;
        }
        heldBits -= bits;
        out[i] = (held >> heldBits) & mask;
        held &= (1 << heldBits) - 1;
      }
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    let at = row * bytesPerRow;
    const end = (row + 1) * rowLength;
    // Sums stay below 2^39: exact in a double, where shifts would overflow 32 bits.
    let held = 0;
    let heldBits = 0;
    for (let i = row * rowLength; i < end; i++) {
      while (heldBits < bits) {
        held = held * 256 + bytes[at++]!;
        heldBits += 8;
      }
      heldBits -= bits;
      const value = Math.floor(held / 2 ** heldBits);
      out[i] = value;
      held -= value * 2 ** heldBits;
    }
  }
}

let halves: Float32Array | null = null;

/** Every 16-bit float (IEEE 754 binary16) as a 32-bit float, by its bits. */
function halfTable(): Float32Array {
  if (halves) return halves;
  halves = Float32Array.from({ length: 65536 }, (_, bits) => halfValue(bits));
  return halves;
}

/** 16-bit floats by their bits, as 32-bit floats: exact. */
export function floatsFromHalves(bits: Uint16Array): Float32Array {
  const table = halfTable();
  const out = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = table[bits[i]!]!;
  return out;
}

/** 24-bit floats (1 sign, 7 exponent, 16 fraction bits; DNG 1.4) of either byte order as 32-bit floats: exact. */
export function floatsFrom24(bytes: Uint8Array, littleEndian: boolean): Float32Array {
  const out = new Float32Array(Math.floor(bytes.length / 3));
  for (let i = 0; i < out.length; i++) {
    const a = bytes[i * 3]!;
    const b = bytes[i * 3 + 1]!;
    const c = bytes[i * 3 + 2]!;
    const bits = littleEndian ? (c << 16) | (b << 8) | a : (a << 16) | (b << 8) | c;
    const sign = bits & 0x800000 ? -1 : 1;
    const exponent = (bits >> 16) & 127;
    const fraction = bits & 0xffff;
    out[i] =
      exponent === 0
        ? sign * fraction * 2 ** -78
        : exponent < 127
          ? sign * (1 + fraction / 65536) * 2 ** (exponent - 63)
          : fraction
            ? NaN
            : sign * Infinity;
  }
  return out;
}

/** 64-bit integers as doubles, or null where one lies beyond 2^53 and would be rounded. */
export function doublesFrom64(values: BigUint64Array, signed: boolean): Float64Array | null {
  const halfWords = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const signedWords = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const out = new Float64Array(values.length);
  const limit = 2 ** 21;
  for (let i = 0; i < values.length; i++) {
    const high = signed ? signedWords[i * 2 + 1]! : halfWords[i * 2 + 1]!;
    const low = halfWords[i * 2]!;
    if (high >= limit ? high > limit || low > 0 : high < -limit) return null;
    out[i] = high * 2 ** 32 + low;
  }
  return out;
}
