import { constants, createInflate, inflateSync } from 'node:zlib';
import type { BlockRequest, Decoded } from './codec';

/** Decodes a zlib stream into at most `size` bytes; what follows them is left alone, as libtiff does. */
export async function decodeDeflate({ data, size }: BlockRequest): Promise<Decoded> {
  // A file cut short gives what was there; the caller sees that it is too little.
  const options = { finishFlush: constants.Z_SYNC_FLUSH };
  try {
    // One chunk of the expected size: zlib neither grows buffers nor copies them together.
    return {
      bytes: inflateSync(data, { ...options, maxOutputLength: size, chunkSize: Math.max(64, size + 1) }),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw error;
  }
  const out = new Uint8Array(size);
  let written = 0;
  const inflate = createInflate(options);
  inflate.end(data);
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      out.set(chunk.subarray(0, size - written), written);
      written = Math.min(size, written + chunk.length);
      if (written === size) break;
    }
  } finally {
    inflate.destroy();
  }
  return { bytes: out.subarray(0, written) };
}
