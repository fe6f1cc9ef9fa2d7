import { PickleFunction, Tuple, type PickleHost } from './pickle';
import { STORAGE_TYPES, type StorageType } from './storage-types';
import type { WeightFileErrors } from './weight-file-errors';

/** More dimensions than any tensor of a network has. */
const MAX_DIMENSIONS = 16;

/** A run of numbers in the file, by its key. */
export class TorchStorage {
  constructor(
    readonly key: string,
    readonly type: StorageType,
    /** Values of the whole storage, as the pickle claims. */
    readonly length: number,
    /** First value of a view on it (files of PyTorch before 0.4), else 0. */
    readonly start = 0,
  ) {}
}

/** A tensor as the pickle describes it: where in its storage each value lies. Nothing is read yet. */
export class TorchTensor {
  constructor(
    readonly storage: TorchStorage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}
}

/**
 * The whole world of a weight file's pickle: OrderedDict, set, torch.Size, torch's storages, its two ways to make a
 * tensor of a storage, and its parameters. Every other name is refused by name.
 */
export function torchHost(errors: WeightFileErrors): PickleHost {
  const contradiction = (): Error => errors.damaged('describes a tensor in a way that PyTorch does not');
  const count = (value: unknown): number => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw contradiction();
    return value;
  };
  const counts = (value: unknown): readonly number[] => {
    if (!(value instanceof Tuple) || value.items.length > MAX_DIMENSIONS) throw contradiction();
    value.items.forEach(count);
    return value.items as readonly number[];
  };

  const rebuildTensor = ([storage, offset, shape, strides]: readonly unknown[]): TorchTensor => {
    if (!(storage instanceof TorchStorage)) throw contradiction();
    const [sides, steps] = [counts(shape), counts(strides)];
    if (sides.length !== steps.length) throw contradiction();
    return new TorchTensor(storage, count(offset), sides, steps);
  };
  const rebuildParameter = ([data]: readonly unknown[]): TorchTensor => {
    if (!(data instanceof TorchTensor)) throw contradiction();
    return data;
  };
  const orderedDict = (
    [pairs]: readonly unknown[],
    spend: (count: number) => void,
  ): Map<unknown, unknown> => {
    if (pairs === undefined) return new Map();
    if (!Array.isArray(pairs)) throw contradiction();
    spend(pairs.length);
    return new Map(
      pairs.map((pair: unknown) => {
        const items = pair instanceof Tuple ? pair.items : pair;
        if (!Array.isArray(items) || items.length !== 2) throw contradiction();
        return [items[0], items[1]];
      }),
    );
  };
  const set = ([items]: readonly unknown[], spend: (count: number) => void): Set<unknown> => {
    if (items === undefined) return new Set();
    if (!Array.isArray(items)) throw contradiction();
    spend(items.length);
    return new Set(items as unknown[]);
  };
  const size = ([sides]: readonly unknown[]): Tuple => new Tuple(counts(sides));

  const known = new Map<string, unknown>([
    ['collections.OrderedDict', new PickleFunction('OrderedDict', orderedDict)],
    ['builtins.set', new PickleFunction('set', set)],
    ['__builtin__.set', new PickleFunction('set', set)],
    ['torch.Size', new PickleFunction('torch.Size', size)],
    ['torch._utils._rebuild_tensor', new PickleFunction('_rebuild_tensor', rebuildTensor)],
    ['torch._utils._rebuild_tensor_v2', new PickleFunction('_rebuild_tensor_v2', rebuildTensor)],
    ['torch._utils._rebuild_parameter', new PickleFunction('_rebuild_parameter', rebuildParameter)],
    ...[...STORAGE_TYPES].map(([name, type]): [string, unknown] => [`torch.${name}`, type]),
  ]);
  const storageTypes = new Set<unknown>(STORAGE_TYPES.values());

  return {
    global(module, name) {
      const value = known.get(`${module}.${name}`);
      if (value === undefined) throw errors.asksToRun(module, name);
      return value;
    },
    persistent(id) {
      // ('storage', type, key, device, length) and, in old files, (view key, start, length of the view).
      if (!(id instanceof Tuple)) throw contradiction();
      const [kind, type, key, , length, view] = id.items;
      if (kind !== 'storage' || !storageTypes.has(type) || typeof key !== 'string') throw contradiction();
      const start = view instanceof Tuple ? count(view.items[1]) : 0;
      return new TorchStorage(key, type as StorageType, count(length), start);
    },
  };
}
