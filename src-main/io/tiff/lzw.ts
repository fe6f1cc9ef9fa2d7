/** End of data and clear of TIFF's LZW (TIFF 6.0, section 13). */
const CLEAR = 256;
const END = 257;
const FIRST_CODE = 258;
const TABLE_SIZE = 4096;

/**
 * Decodes TIFF LZW into at most `size` bytes and returns what there is. Codes are most significant bit first and grow
 * one code early; data that begin with a clear code in the old order (least significant bit first, growing late, as
 * written before TIFF 6.0) are decoded so. Returns null when a code has no meaning: the data are damaged.
 */
export function decodeLzw(data: Uint8Array, size: number): Uint8Array | null {
  const old = data.length >= 2 && data[0] === 0 && (data[1]! & 1) === 1;
  const out = new Uint8Array(size);
  // Each code is the code it grew from, its last byte, its length and its first byte.
  const prefix = new Uint16Array(TABLE_SIZE);
  const suffix = new Uint8Array(TABLE_SIZE);
  const length = new Uint16Array(TABLE_SIZE);
  const first = new Uint8Array(TABLE_SIZE);
  for (let i = 0; i < 256; i++) {
    suffix[i] = i;
    first[i] = i;
    length[i] = 1;
  }

  const early = old ? 0 : 1;
  let nextCode = FIRST_CODE;
  let width = 9;
  let previous = -1;
  let bits = 0;
  let bitCount = 0;
  let at = 0;
  let written = 0;

  while (written < size) {
    while (bitCount < width) {
      if (at >= data.length) return out.subarray(0, written);
      if (old) bits |= data[at++]! << bitCount;
      else bits = (bits << 8) | data[at++]!;
      bitCount += 8;
    }
    let code: number;
    if (old) {
      code = bits & ((1 << width) - 1);
      bits >>>= width;
    } else {
      code = (bits >>> (bitCount - width)) & ((1 << width) - 1);
      bits &= (1 << (bitCount - width)) - 1;
    }
    bitCount -= width;

    if (code === END) break;
    if (code === CLEAR) {
      nextCode = FIRST_CODE;
      width = 9;
      previous = -1;
      continue;
    }
    if (previous < 0) {
      if (code > 255) return null;
      out[written++] = code;
      previous = code;
      continue;
    }
    if (code > nextCode || (code === nextCode && nextCode >= TABLE_SIZE)) return null;

    if (nextCode < TABLE_SIZE) {
      prefix[nextCode] = previous;
      first[nextCode] = first[previous]!;
      suffix[nextCode] = code === nextCode ? first[previous]! : first[code]!;
      length[nextCode] = length[previous]! + 1;
      nextCode++;
    }
    // The string of a code is written from its end backwards; what goes past the block is cut.
    const count = length[code]!;
    let walk = code;
    let to = written + count - 1;
    while (to >= size) {
      walk = prefix[walk]!;
      to--;
    }
    for (; to >= written; to--) {
      out[to] = suffix[walk]!;
      walk = prefix[walk]!;
    }
    written = Math.min(size, written + count);
    previous = code;
    if (nextCode + early >= 1 << width && width < 12) width++;
  }
  return out.subarray(0, written);
}
