import { TorchTensor } from './torch-objects';
import type { WeightFileErrors } from './weight-file-errors';
import { printable } from './weight-file-errors';

/** A tensor with its values in row-major order; float64 and wide integers as Float64Array, all else as Float32Array. */
export interface StateTensor {
  shape: number[];
  /** PyTorch's name of the type it was stored in. */
  dtype: string;
  data: Float32Array | Float64Array;
}

const WIDE = new Set(['float64', 'int64', 'int32']);

/** Number of values of a tensor. */
export function tensorLength({ shape }: { shape: readonly number[] }): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** Throws DamagedFileError where a tensor reaches beyond what its storage claims to hold. */
export function checkTensor(name: string, tensor: TorchTensor, errors: WeightFileErrors): void {
  const { storage, offset, shape, strides } = tensor;
  if (tensorLength(tensor) === 0) return;
  const last = shape.reduce((at, side, i) => at + (side - 1) * strides[i]!, storage.start + offset);
  if (!(last < storage.length)) {
    throw errors.damaged(
      `describes the tensor "${printable(name)}" of ${shape.join(' x ')} values, but its storage holds ${storage.length}`,
    );
  }
}

/**
 * The values of a tensor from its storage's bytes, following its strides. The tensor was checked and `bytes` hold the
 * whole storage.
 */
export function tensorValues(tensor: TorchTensor, bytes: Uint8Array, littleEndian: boolean): StateTensor {
  const { storage, offset, shape, strides } = tensor;
  const { type } = storage;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = tensorLength(tensor);
  const data = WIDE.has(type.dtype) ? new Float64Array(length) : new Float32Array(length);
  const position = new Array<number>(shape.length).fill(0);
  let at = storage.start + offset;
  for (let i = 0; i < length; i++) {
    data[i] = type.read(view, at * type.bytes, littleEndian);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis]!;
      if (++position[axis]! < shape[axis]!) break;
      at -= strides[axis]! * shape[axis]!;
      position[axis] = 0;
    }
  }
  return { shape: [...shape], dtype: type.dtype, data };
}
