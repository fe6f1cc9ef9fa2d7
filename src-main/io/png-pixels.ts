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

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Samples of a pixel by PNG colour type: grey, RGB, palette, grey and alpha, RGB and alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Whether bytes begin as a PNG file does. */
export function isPng(head: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => head[i] === byte);
}

/**
 * Decodes a PNG as libpng's expansion does: palette to RGB (RGBA with transparency), grey of 1, 2 or 4 bits to 8, a
 * transparent colour to alpha. The header is checked before anything is decoded. Throws an Error that says what is wrong.
 */
export function decodePng(bytes: Uint8Array): PngPixels {
  const { width, height, depth, colorType } = readHeader(bytes);
  const expanded = width * height * 4 * (depth === 16 ? 2 : 1);
  if (expanded > MAX_PNG_BYTES) throw new PngTooLargeError(width, height);
  const found = decode(bytes);
  const pixels = width * height;
  const data = found.data as Uint8Array | Uint16Array;
  if (colorType === 3)
    return { width, height, ...expandPalette(data as Uint8Array, depth, width, height, found.palette) };
  const samples = SAMPLES[colorType]!;
  let own: Uint8Array | Uint16Array = data;
  if (depth < 8) own = scaleGrey(unpackRows(data as Uint8Array, depth, width, height), depth);
  if (own.length < pixels * samples) throw new Error('too few pixels');
  const key = found.transparency;
  if (!key || (colorType !== 0 && colorType !== 2)) return { width, height, samples, data: own };
  return { width, height, samples: samples + 1, data: withAlpha(own, samples, keyOf(key, depth), depth) };
}

function readHeader(bytes: Uint8Array): { width: number; height: number; depth: number; colorType: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!isPng(bytes) || bytes.length < 33 || view.getUint32(12) !== 0x49484452)
    throw new Error('no PNG header');
  const header = {
    width: view.getUint32(16),
    height: view.getUint32(20),
    depth: bytes[24]!,
    colorType: bytes[25]!,
  };
  if (header.width === 0 || header.height === 0 || !(header.colorType in SAMPLES))
    throw new Error('a damaged PNG header');
  return header;
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
