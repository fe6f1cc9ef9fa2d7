import type { TorchStorage } from './torch-objects';

/** A weight file once its pickle was read: the value it describes, and the bytes of any storage it speaks of. */
export interface WeightSource {
  value: unknown;
  littleEndian: boolean;
  /** All bytes of a storage, exactly `length * type.bytes`. Throws DamagedFileError where the file holds other than that. */
  storageBytes(storage: TorchStorage): Promise<Uint8Array>;
  close(): void;
}

/** Longest pickle that is read: a state dict's takes some hundred bytes a tensor. */
export const MAX_PICKLE_BYTES = 32 * 2 ** 20;
