import type { CallOptions } from './signal';

/** How a pixel value is stored; the names are numpy's, as tifffile prints them. */
export type PixelType =
  | 'bool'
  | 'uint8'
  | 'int8'
  | 'uint16'
  | 'int16'
  | 'uint32'
  | 'int32'
  | 'uint64'
  | 'int64'
  | 'float16'
  | 'float32'
  | 'float64';

/**
 * Pixel values in memory. `bool` is Uint8Array of 0 and 1; `float16` is Float32Array (exact); `uint64` and `int64`
 * are Float64Array, exact because a reader refuses values beyond 2^53.
 */
export type PixelArray =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** Physical meaning of the grid. A length is in micrometres, a time in seconds; null where the file does not say. */
export interface Calibration {
  pixelSizeUm: { x: number | null; y: number | null; z: number | null };
  frameIntervalS: number | null;
}

/** How a channel is named and shown. `lut` holds 256 x RGB (768 bytes); `displayRange` is in stored values. */
export interface ChannelInfo {
  name: string | null;
  lut: Uint8Array | null;
  displayRange: { min: number; max: number } | null;
}

/**
 * What an image is, before a pixel is read. `shape` and `axes` are as tifffile names them ("TZCYX", "YXS", "IYX");
 * they always contain Y and X. Leading axes count planes in row-major order; a trailing S is interleaved samples.
 */
export interface ImageInfo {
  name: string | null;
  shape: number[];
  axes: string;
  pixelType: PixelType;
  calibration: Calibration;
  /** One entry per channel where the file tells; may be empty. */
  channels: ChannelInfo[];
  /** Sizes of a pyramid, full size first: width and height of each level. */
  levels: { width: number; height: number }[];
  /** Sentences for the user about what could not be honoured (a missing companion file, an ignored tag). */
  notes: string[];
}

/** A rectangle in pixels, from its upper left corner. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A rectangle of one plane, in pixels of `level` (0 is full size). */
export interface Region extends Rectangle {
  plane: number;
  level?: number;
}

/** Pixels of a region: `data[(row * width + column) * samples + sample]`. */
export interface PixelBlock {
  width: number;
  height: number;
  samples: number;
  pixelType: PixelType;
  data: PixelArray;
}

/** An open image: what it is, and any rectangle of it. Never a path or a TIFF page further in than this. */
export interface ImageSource {
  readonly info: ImageInfo;
  /**
   * Pixels that can only be read together: a tile, a compressed strip, a row where nothing is compressed. Absent where it
   * is not known.
   */
  readonly blockSize?: { width: number; height: number };
  /** Reads a rectangle that lies inside the plane. Throws DamagedFileError, UnsupportedFileError or AbortError. */
  readRegion(region: Region, options?: Pick<CallOptions, 'signal'>): Promise<PixelBlock>;
}

/** An image being written. Nothing is visible under its final name before `finish` returns. */
export interface ImageSink {
  /** Writes a rectangle; `block.pixelType` and `samples` are the sink's. Rectangles may come in any order. */
  writeRegion(region: Region, block: PixelBlock): Promise<void>;
  /** Completes the file: flush, fsync, rename. */
  finish(): Promise<void>;
  /** Removes what was written. Safe to call at any time, also after `finish` (then without effect). */
  abort(): Promise<void>;
}
