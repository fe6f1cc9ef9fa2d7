import { halfValue } from '../half-float';

/** A number format of PyTorch: its dtype's name, bytes a value, and how a value is read. */
export interface StorageType {
  dtype: string;
  bytes: number;
  read(view: DataView, offset: number, littleEndian: boolean): number;
}

/** The storages of torch that hold real numbers, by class name ("FloatStorage"). */
export const STORAGE_TYPES: ReadonlyMap<string, StorageType> = new Map<string, StorageType>([
  ['FloatStorage', { dtype: 'float32', bytes: 4, read: (view, at, little) => view.getFloat32(at, little) }],
  ['DoubleStorage', { dtype: 'float64', bytes: 8, read: (view, at, little) => view.getFloat64(at, little) }],
  [
    'HalfStorage',
    { dtype: 'float16', bytes: 2, read: (view, at, little) => halfValue(view.getUint16(at, little)) },
  ],
  [
    'BFloat16Storage',
    { dtype: 'bfloat16', bytes: 2, read: (view, at, little) => bfloatValue(view.getUint16(at, little)) },
  ],
  [
    'LongStorage',
    { dtype: 'int64', bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  ],
  ['IntStorage', { dtype: 'int32', bytes: 4, read: (view, at, little) => view.getInt32(at, little) }],
  ['ShortStorage', { dtype: 'int16', bytes: 2, read: (view, at, little) => view.getInt16(at, little) }],
  ['CharStorage', { dtype: 'int8', bytes: 1, read: (view, at) => view.getInt8(at) }],
  ['ByteStorage', { dtype: 'uint8', bytes: 1, read: (view, at) => view.getUint8(at) }],
  ['BoolStorage', { dtype: 'bool', bytes: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) }],
]);

const scratch = new DataView(new ArrayBuffer(4));

/** The value of a bfloat16 (the upper half of a float32) from its bits. */
export function bfloatValue(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}
