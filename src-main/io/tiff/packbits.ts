/** Decodes PackBits (TIFF 6.0, section 9) into at most `size` bytes and returns what there is. */
export function decodePackBits(data: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  let written = 0;
  while (at < data.length && written < size) {
    const header = data[at++]!;
    if (header === 128) continue;
    if (header < 128) {
      const count = Math.min(header + 1, size - written, data.length - at);
      out.set(data.subarray(at, at + count), written);
      at += header + 1;
      written += count;
    } else {
      if (at >= data.length) break;
      const count = Math.min(257 - header, size - written);
      out.fill(data[at++]!, written, written + count);
      written += count;
    }
  }
  return out.subarray(0, written);
}
