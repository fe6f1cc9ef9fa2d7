import type { PageLayout } from './page';

/** What a decoder is told about the block it decodes. */
export interface BlockRequest {
  data: Uint8Array;
  /** Bytes the block has when decoded; a decoder never makes more. */
  size: number;
  layout: PageLayout;
  /** Columns and rows of the block. */
  width: number;
  height: number;
  /** The page's JPEGTables. */
  tables: Uint8Array | null;
}

/**
 * What a decoder answers. `image` codecs know the pixels themselves: `bytes` are native samples, `width` and `height`
 * what was found. The others give the bytes as stored before compression, at most `size`, fewer where data are missing.
 */
export interface Decoded {
  bytes: Uint8Array;
  image?: { width: number; height: number; samples: number; sampleBytes: number };
}

/** A decoder; a thrown error's message completes the sentence "... could not be decoded (<message>)". */
export type Decode = (request: BlockRequest) => Decoded | Promise<Decoded>;

/** One compression: how it is decoded, and the most bytes that one byte of it can become. */
export interface Codec {
  load(): Promise<Decode>;
  /** Bound of the expansion, with room: what claims more is not held by the file. */
  maxRatio: number;
  /** The codec carries image geometry itself: predictor and bit order of the page do not apply. */
  isImage?: boolean;
}
