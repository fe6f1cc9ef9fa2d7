import type { ByteSource } from '../byte-source';
import { unpickle } from './pickle';
import { torchHost, TorchStorage } from './torch-objects';
import type { WeightFileErrors } from './weight-file-errors';
import { MAX_PICKLE_BYTES, type WeightSource } from './weight-source';

/** The first pickle of a file that torch.save wrote before PyTorch 1.6, and the second. */
const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const PROTOCOL_VERSION = 1001;

/**
 * Opens what torch.save wrote before PyTorch 1.6: five pickles in a row (a magic number, a version, facts about the
 * machine, the value, the keys of its storages), then the storages in that order, each its length (8 bytes) and its
 * values, always little-endian.
 */
export function openLegacyWeights(source: ByteSource, errors: WeightFileErrors): WeightSource {
  const head = source.readUpToSync(0, MAX_PICKLE_BYTES);
  const storages = new Map<string, TorchStorage>();
  const host = torchHost(errors);
  const remembering = {
    ...host,
    persistent(id: unknown) {
      const storage = host.persistent(id);
      if (storage instanceof TorchStorage) storages.set(storage.key, storage);
      return storage;
    },
  };
  let at = 0;
  const next = (): unknown => {
    const { value, end } = unpickle(head, at, remembering, errors);
    at = end;
    return value;
  };

  if (next() !== MAGIC_NUMBER || next() !== PROTOCOL_VERSION) {
    throw errors.refused('is a Python pickle, but not one that torch.save wrote. Choose a .pth file.');
  }
  next();
  const value = next();
  const keys = next();
  if (!Array.isArray(keys)) throw errors.damaged('does not list its storages');

  const places = new Map<string, number>();
  for (const key of keys as unknown[]) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined;
    if (!storage) throw errors.damaged('lists a storage that it does not describe');
    const lengthBytes = source.readSync(at, 8);
    const length = Number(new DataView(lengthBytes.buffer, lengthBytes.byteOffset, 8).getBigInt64(0, true));
    if (length !== storage.length) {
      throw errors.damaged(`should hold ${storage.length} numbers in one place, but holds ${length}`);
    }
    places.set(storage.key, at + 8);
    at += 8 + length * storage.type.bytes;
  }
  if (at > source.size) {
    throw errors.damaged(`ends too early: it has ${source.size} bytes, and its numbers need ${at}`);
  }

  return {
    value,
    littleEndian: true,
    async storageBytes({ key, type, length }) {
      const place = places.get(key);
      if (place === undefined) throw errors.damaged('lacks the numbers of a tensor');
      return source.read(place, length * type.bytes);
    },
    close: () => source.close(),
  };
}
