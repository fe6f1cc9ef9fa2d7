import type { BlockRequest, Decoded } from './codec';

/** The part of the libjpeg-turbo module that is used. */
interface JpegDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getFrameInfo(): { width: number; height: number; componentCount: number };
  getDecodedBuffer(): Uint8Array;
  delete(): void;
}
interface JpegModule {
  JPEGDecoder: new () => JpegDecoder;
}

/** Scans of a progressive JPEG; each is a pass over the whole image, and no encoder writes more. */
const MAX_SCANS = 100;

let loading: Promise<JpegModule> | null = null;

async function loadModule(): Promise<JpegModule> {
  loading ??= import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs').then((module) =>
    (module.default as (options: object) => Promise<JpegModule>)({
      print: () => undefined,
      printErr: () => undefined,
    }),
  );
  return loading;
}

/** Decodes a JPEG block of a TIFF page (TIFF Technical Note 2) to grey or RGB samples, as libjpeg-turbo does. */
export async function decodeJpeg({ data, layout, width, height, tables }: BlockRequest): Promise<Decoded> {
  const header = readFrame(data, tables);
  const most = (width + 16) * (height + 16);
  if (header.width * header.height > most) {
    throw new Error(
      `its JPEG has ${header.width} x ${header.height} pixels where ${width} x ${height} belong`,
    );
  }
  const isJfif = data.length > 10 && String.fromCharCode(...data.subarray(6, 10)) === 'JFIF';
  // Photometric RGB without JFIF is stored as it is; libjpeg would take it for YCbCr.
  const forceRgb =
    layout.photometric === 2 &&
    layout.extraSamples === 0 &&
    !layout.planar &&
    !isJfif &&
    header.components === 3;
  const stream = joinTables(data, tables, forceRgb);

  const { JPEGDecoder } = await loadModule();
  const decoder = new JPEGDecoder();
  try {
    decoder.getEncodedBuffer(stream.length).set(stream);
    decoder.decode();
    const frame = decoder.getFrameInfo();
    const bytes = decoder.getDecodedBuffer().slice();
    return {
      bytes,
      image: { width: frame.width, height: frame.height, samples: frame.componentCount, sampleBytes: 1 },
    };
  } catch (error) {
    throw new Error(error instanceof Error ? error.message : 'damaged JPEG data', { cause: error });
  } finally {
    decoder.delete();
  }
}

/** Size and components from the frame header; refuses what libjpeg-turbo's 8-bit decoder does not know. */
function readFrame(
  data: Uint8Array,
  tables: Uint8Array | null,
): { width: number; height: number; components: number } {
  if (data[0] !== 0xff || data[1] !== 0xd8) throw new Error('not a JPEG stream');
  if (tables && (tables[0] !== 0xff || tables[1] !== 0xd8)) throw new Error('damaged JPEG tables');
  let frame: { width: number; height: number; components: number } | null = null;
  let scans = 0;
  let at = 2;
  while (at + 4 <= data.length) {
    if (data[at] !== 0xff) {
      at++;
      continue;
    }
    const marker = data[at + 1]!;
    if (marker === 0xff || marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === 0xd9) break;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame && !frame) {
      if (marker !== 0xc0 && marker !== 0xc1 && marker !== 0xc2)
        throw new Error('lossless or arithmetic JPEG');
      if (data[at + 4] !== 8) throw new Error(`JPEG of ${data[at + 4]} bits`);
      const components = data[at + 9] ?? 0;
      if (components !== 1 && components !== 3) throw new Error(`JPEG of ${components} components`);
      frame = {
        height: (data[at + 5]! << 8) | data[at + 6]!,
        width: (data[at + 7]! << 8) | data[at + 8]!,
        components,
      };
    }
    if (marker === 0xda && ++scans > MAX_SCANS) throw new Error('a JPEG of too many scans');
    at += 2 + ((data[at + 2]! << 8) | data[at + 3]!);
  }
  if (!frame || frame.width === 0 || frame.height === 0) throw new Error('a JPEG without a frame header');
  return frame;
}

/** The block as a stream of its own: start, shared tables, (an Adobe marker that says RGB,) and the rest. */
function joinTables(data: Uint8Array, tables: Uint8Array | null, forceRgb: boolean): Uint8Array {
  const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];
  const body = forceRgb ? withoutAdobe(data.subarray(2)) : data.subarray(2);
  let shared = tables ? tables.subarray(2) : new Uint8Array(0);
  if (shared.length >= 2 && shared[shared.length - 2] === 0xff && shared[shared.length - 1] === 0xd9) {
    shared = shared.subarray(0, shared.length - 2);
  }
  return Buffer.concat([
    Uint8Array.of(0xff, 0xd8),
    shared,
    forceRgb ? Uint8Array.from(adobe) : new Uint8Array(0),
    body,
  ]);
}

/** Takes out an Adobe marker that stands before the frame header. */
function withoutAdobe(body: Uint8Array): Uint8Array {
  let at = 0;
  while (at + 4 <= body.length && body[at] === 0xff && body[at + 1] !== 0xda) {
    const next = at + 2 + ((body[at + 2]! << 8) | body[at + 3]!);
    if (body[at + 1] === 0xee) return Buffer.concat([body.subarray(0, at), body.subarray(next)]);
    at = next;
  }
  return body;
}
