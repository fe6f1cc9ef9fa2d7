import { ZSTDDecoder } from 'zstddec';
import type { BlockRequest, Decoded } from './codec';

const decoder = new ZSTDDecoder();

/** Decodes zstd frames into at most `size` bytes: the decoder's output buffer has that size and no more. */
export async function decodeZstd({ data, size }: BlockRequest): Promise<Decoded> {
  await decoder.init();
  return { bytes: decoder.decode(data, size) };
}
