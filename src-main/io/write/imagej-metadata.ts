/** What ImageJ keeps beside the pixels: see ij.io.TiffEncoder. */
export interface ImagejExtras {
  info: string;
  /** A label for each plane, or none. */
  labels: string[];
  /** Minimum and maximum of each channel, one after the other, or none. */
  ranges: number[];
  /** A LUT (256 x RGB) for each channel, or none. */
  luts: Uint8Array[];
}

const kind = (name: string) => [...name].reduce((code, letter) => code * 256 + letter.charCodeAt(0), 0);

/**
 * The values of tags 50839 (bytes) and 50838 (how many bytes each entry has, that of the header first), little endian:
 * a header "IJIJ" and (kind, count) pairs, then the entries: texts in UTF-16, ranges as doubles, LUTs as all reds, all
 * greens, all blues.
 */
export function encodeImagejMetadata({ info, labels, ranges, luts }: ImagejExtras): {
  bytes: Uint8Array;
  byteCounts: number[];
} {
  const kinds: [string, Uint8Array[]][] = [
    ['info', info === '' ? [] : [utf16(info)]],
    ['labl', labels.map(utf16)],
    ['rang', ranges.length === 0 ? [] : [new Uint8Array(Float64Array.from(ranges).buffer)]],
    ['luts', luts.map(planar)],
  ];
  const present = kinds.filter(([, entries]) => entries.length > 0);
  const header = new Uint8Array(4 + 8 * present.length);
  const view = new DataView(header.buffer);
  view.setUint32(0, kind('IJIJ'), true);
  present.forEach(([name, entries], i) => {
    view.setUint32(4 + i * 8, kind(name), true);
    view.setUint32(8 + i * 8, entries.length, true);
  });
  const parts = [header, ...present.flatMap(([, entries]) => entries)];
  const byteCounts = parts.map(({ length }) => length);
  const bytes = new Uint8Array(byteCounts.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, byteCounts };
}

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), true);
  return bytes;
}

function planar(lut: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 768 }, (_, i) => lut[(i % 256) * 3 + Math.floor(i / 256)]!);
}
