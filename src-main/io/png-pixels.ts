import { Readable } from 'node:stream';
import { createInflate } from 'node:zlib';
import { decode } from 'fast-png';

/** Largest PNG that is decoded, in bytes of its expanded samples: the whole image is held in memory, some three times. */
export const MAX_PNG_BYTES = 192 * 2 ** 20;

/** A PNG's pixels as samples of 8 or 16 bits: palettes, transparent colours and small bit depths are expanded. */
export interface PngPixels {
  width: number;
  height: number;
  samples: number;
  data: Uint8Array | Uint16Array;
}

/** Thrown where the header asks for more than {@link MAX_PNG_BYTES}. */
export class PngTooLargeError extends Error {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    super(`${width} x ${height} pixels`);
  }
}

/** Thrown where a sound PNG is of a kind that is not read. */
export class PngUnsupportedError extends Error {}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Samples of a pixel by PNG colour type: grey, RGB, palette, grey and alpha, RGB and alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Whether bytes begin as a PNG file does. */
export function isPng(head: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => head[i] === byte);
}

/**
 * Decodes a PNG as libpng's expansion does: palette to RGB (RGBA with transparency), grey of 1, 2 or 4 bits to 8, a
 * transparent colour to alpha. The header is checked, and the compressed data counted, before anything is kept. Throws
 * an Error that says what is wrong.
 */
export async function decodePng(bytes: Uint8Array): Promise<PngPixels> {
  const header = readHeader(bytes);
  const { width, height, depth, colorType, interlaced } = header;
  const { needed, compressed, transparent } = neededChunks(bytes);
  const samples = (colorType === 3 ? 3 : SAMPLES[colorType]!) + (transparent ? 1 : 0);
  if (width * height * samples * (depth === 16 ? 2 : 1) > MAX_PNG_BYTES)
    throw new PngTooLargeError(width, height);
  // fast-png 8.0.0 reads interlaced rows as if every pixel had whole bytes.
  if (interlaced && depth < 8) throw new PngUnsupportedError(`interlaced PNG of ${depth} bits`);
  await checkInflated(
    compressed,
    Math.ceil((width * SAMPLES[colorType]! * depth) / 8 + 8) * height * (interlaced ? 2 : 1),
  );

  const found = decode(needed);
  const pixels = width * height;
  const data = found.data as Uint8Array | Uint16Array;
  if (colorType === 3)
    return { width, height, ...expandPalette(data as Uint8Array, depth, width, height, found.palette) };
  const own = depth < 8 ? scaleGrey(unpackRows(data as Uint8Array, depth, width, height), depth) : data;
  const stored = SAMPLES[colorType]!;
  if (own.length < pixels * stored) throw new Error('too few pixels');
  const key = found.transparency;
  if (!key || (colorType !== 0 && colorType !== 2)) return { width, height, samples: stored, data: own };
  return { width, height, samples, data: withAlpha(own, stored, keyOf(key, depth), depth) };
}

interface PngHeader {
  width: number;
  height: number;
  depth: number;
  colorType: number;
  interlaced: boolean;
}

function readHeader(bytes: Uint8Array): PngHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!isPng(bytes) || bytes.length < 33 || view.getUint32(12) !== 0x49484452)
    throw new Error('no PNG header');
  const header = {
    ...{ width: view.getUint32(16), height: view.getUint32(20), depth: bytes[24]!, colorType: bytes[25]! },
    interlaced: bytes[28] === 1,
  };
  const known = header.colorType in SAMPLES && [1, 2, 4, 8, 16].includes(header.depth);
  if (header.width === 0 || header.height === 0 || !known) throw new Error('a damaged PNG header');
  return header;
}

/** Chunks that pixels depend on. Others may hold compressed profiles and texts of any size, and are left out. */
const NEEDED = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

/** The file without the chunks that pixels do not depend on, and its compressed data. */
function neededChunks(bytes: Uint8Array): {
  needed: Uint8Array;
  compressed: Uint8Array[];
  transparent: boolean;
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept = [bytes.subarray(0, 8)];
  const compressed: Uint8Array[] = [];
  let transparent = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw new Error('data that end too early');
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (NEEDED.includes(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IDAT') compressed.push(bytes.subarray(at + 8, end - 4));
    if (type === 'tRNS') transparent = true;
    if (type === 'IEND') break;
    at = end;
  }
  return { needed: Buffer.concat(kept), compressed, transparent };
}

/** Inflates without keeping anything, and refuses data that become more than `size` bytes. */
async function checkInflated(compressed: readonly Uint8Array[], size: number): Promise<void> {
  const inflate = createInflate({ chunkSize: 256 * 1024 });
  Readable.from(compressed, { objectMode: false }).pipe(inflate);
  let found = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      found += chunk.length;
      if (found > size) throw new Error('more data than its pixels need');
    }
  } finally {
    inflate.destroy();
  }
}

/** Samples of 1, 2 or 4 bits, rows padded to bytes, as bytes. */
function unpackRows(packed: Uint8Array, depth: number, width: number, height: number): Uint8Array {
  const bytesPerRow = Math.ceil((width * depth) / 8);
  if (packed.length < bytesPerRow * height) throw new Error('too few pixels');
  const out = new Uint8Array(width * height);
  const perByte = 8 / depth;
  const mask = (1 << depth) - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = packed[y * bytesPerRow + Math.floor(x / perByte)]!;
      out[y * width + x] = (byte >> (8 - depth * ((x % perByte) + 1))) & mask;
    }
  }
  return out;
}

function scaleGrey(values: Uint8Array, depth: number): Uint8Array {
  const factor = 255 / ((1 << depth) - 1);
  for (let i = 0; i < values.length; i++) values[i] = values[i]! * factor;
  return values;
}

function expandPalette(
  data: Uint8Array,
  depth: number,
  width: number,
  height: number,
  palette: readonly (readonly number[])[] | undefined,
): { samples: number; data: Uint8Array } {
  if (!palette) throw new Error('no palette');
  const indices = depth < 8 ? unpackRows(data, depth, width, height) : data;
  const samples = palette.some((color) => color.length > 3) ? 4 : 3;
  const out = new Uint8Array(width * height * samples);
  for (let i = 0; i < width * height; i++) {
    const color = palette[indices[i]!];
    if (!color) throw new Error('a colour outside the palette');
    for (let s = 0; s < samples; s++) out[i * samples + s] = color[s] ?? 255;
  }
  return { samples, data: out };
}

/** The transparent colour in expanded samples. */
function keyOf(transparency: Uint16Array, depth: number): number[] {
  const factor = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
  return [...transparency].map((value) => value * factor);
}

function withAlpha(
  data: Uint8Array | Uint16Array,
  samples: number,
  key: number[],
  depth: number,
): Uint8Array | Uint16Array {
  const pixels = Math.floor(data.length / samples);
  const opaque = depth === 16 ? 65535 : 255;
  const out = depth === 16 ? new Uint16Array(pixels * (samples + 1)) : new Uint8Array(pixels * (samples + 1));
  for (let i = 0; i < pixels; i++) {
    let same = true;
    for (let s = 0; s < samples; s++) {
      const value = data[i * samples + s]!;
      out[i * (samples + 1) + s] = value;
      if (value !== key[s]) same = false;
    }
    out[i * (samples + 1) + samples] = same ? 0 : opaque;
  }
  return out;
}
