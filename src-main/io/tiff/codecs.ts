import type { Codec } from './codec';

const deflate: Codec = { load: async () => (await import('./deflate')).decodeDeflate, maxRatio: 1100 };
const jpeg: Codec = { load: async () => (await import('./jpeg')).decodeJpeg, maxRatio: 4096, isImage: true };
const zstd: Codec = { load: async () => (await import('./zstd')).decodeZstd, maxRatio: 200_000 };

/**
 * The compressions that are read. geotiff's image class is not used: of 199 valid files it read 12 wrongly and lost
 * one to an abort of V8 in its LZW decoder, loops on hostile directories, and knows neither LZMA nor 64-bit integers;
 * what remains of it is a thin layer over pako, zstddec and jpgjs. So LZW, PackBits and xz are ours (each bounded by the
 * expected size), deflate is Node's own zlib, zstd is the same zstddec, and JPEG is libjpeg-turbo, whose colour
 * conversion and chroma interpolation the reference readers have too.
 */
export const CODECS: Readonly<Record<number, Codec>> = {
  1: {
    load:
      async () =>
      ({ data, size }) => ({ bytes: data.length > size ? data.subarray(0, size) : data }),
    maxRatio: 1,
  },
  5: {
    load: async () => {
      const { decodeLzw } = await import('./lzw');
      return ({ data, size }) => {
        const bytes = decodeLzw(data, size);
        if (!bytes) throw new Error('a code without a meaning');
        return { bytes };
      };
    },
    maxRatio: 4096,
  },
  6: jpeg,
  7: jpeg,
  8: deflate,
  32773: {
    load: async () => {
      const { decodePackBits } = await import('./packbits');
      return ({ data, size }) => ({ bytes: decodePackBits(data, size) });
    },
    maxRatio: 64,
  },
  32946: deflate,
  33007: jpeg,
  34925: { load: async () => (await import('./xz')).decodeXzBlock, maxRatio: 20_000 },
  34926: zstd,
  34933: { load: async () => (await import('./png-block')).decodePngBlock, maxRatio: 1100, isImage: true },
  50000: zstd,
};
