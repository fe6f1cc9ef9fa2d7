import type { PixelArray, PixelType } from '../contract/image';

/** What a pixel type can hold and how it lies in memory and on disk. */
export interface PixelTypeFacts {
  /** Bytes of a stored value (a `bool` is stored as a byte by Finescope). */
  bytes: number;
  integer: boolean;
  /** Smallest and largest value; of 64-bit integers the largest that are exact. Infinite for floats. */
  min: number;
  max: number;
  /** An array for `length` values in memory. */
  make(length: number): PixelArray;
}

const integer = (bytes: number, min: number, max: number, make: PixelTypeFacts['make']): PixelTypeFacts => ({
  bytes,
  integer: true,
  min,
  max,
  make,
});
const float = (bytes: number, make: PixelTypeFacts['make']): PixelTypeFacts => ({
  bytes,
  integer: false,
  min: -Infinity,
  max: Infinity,
  make,
});

/** The one table of pixel types: see {@link PixelTypeFacts}. */
export const PIXEL_TYPES: Readonly<Record<PixelType, PixelTypeFacts>> = {
  bool: integer(1, 0, 1, (length) => new Uint8Array(length)),
  uint8: integer(1, 0, 255, (length) => new Uint8Array(length)),
  int8: integer(1, -128, 127, (length) => new Int8Array(length)),
  uint16: integer(2, 0, 65535, (length) => new Uint16Array(length)),
  int16: integer(2, -32768, 32767, (length) => new Int16Array(length)),
  uint32: integer(4, 0, 2 ** 32 - 1, (length) => new Uint32Array(length)),
  int32: integer(4, -(2 ** 31), 2 ** 31 - 1, (length) => new Int32Array(length)),
  uint64: integer(8, 0, 2 ** 53, (length) => new Float64Array(length)),
  int64: integer(8, -(2 ** 53), 2 ** 53, (length) => new Float64Array(length)),
  float16: float(2, (length) => new Float32Array(length)),
  float32: float(4, (length) => new Float32Array(length)),
  float64: float(8, (length) => new Float64Array(length)),
};
