import type { CancelSignal } from '../../contract/signal';
import { throwIfCancelled } from '../../contract/signal';
import { ByteSource } from '../byte-source';
import { openLegacyWeights } from './legacy-weights';
import { checkTensor, tensorLength, tensorValues, type StateTensor } from './tensor-values';
import { TorchTensor } from './torch-objects';
import { printable, WeightFileErrors } from './weight-file-errors';
import type { WeightSource } from './weight-source';
import { openZipWeights } from './zip-weights';

/** Values that all tensors of a state dict may have together: twenty times the largest published network's. */
export const MAX_VALUES = 2 ** 25;

/** Names under which training scripts put the state dict, the likeliest first. */
const WRAPPERS = [
  'state_dict',
  'model_state_dict',
  'model',
  'generator',
  'net',
  'network',
  'params',
  'weights',
];
const MAX_WRAPPERS_DEEP = 3;

/**
 * Reads the state dict of a PyTorch weight file (`.pth`, `.pt`; torch.save of any version since 0.2) without running
 * anything in it: tensors by name, in the file's order, float16, bfloat16, float64 and integers converted. A
 * checkpoint that wraps the state dict is unwrapped, the prefix of DataParallel ("module.") taken off.
 *
 * Throws FileNotReadableError, DamagedFileError, FileTooLargeError, or ModelImportError where the file is something
 * else or asks to run something.
 */
export async function readStateDict(path: string, signal?: CancelSignal): Promise<Map<string, StateTensor>> {
  const errors = new WeightFileErrors(path);
  const weights = await openWeights(path, errors);
  try {
    const tensors = withoutPrefixes(stateDictOf(weights.value, errors));
    let total = 0;
    for (const [name, tensor] of tensors) {
      checkTensor(name, tensor, errors);
      total += Math.max(tensorLength(tensor), tensor.storage.length);
      if (!(total <= MAX_VALUES)) throw errors.tooLarge(`describes more than ${MAX_VALUES} numbers`);
    }
    const state = new Map<string, StateTensor>();
    for (const [name, tensor] of tensors) {
      throwIfCancelled(signal);
      state.set(name, tensorValues(tensor, await weights.storageBytes(tensor.storage), weights.littleEndian));
    }
    return state;
  } finally {
    weights.close();
  }
}

async function openWeights(path: string, errors: WeightFileErrors): Promise<WeightSource> {
  const source = ByteSource.open(path);
  try {
    const head = Buffer.from(source.readUpToSync(0, 512));
    if (head.length === 0) throw errors.damaged('is empty');
    if (head.readUInt8(0) === 0x80) return openLegacyWeights(source, errors);
    if (head.toString('latin1', 0, 4) === 'PK\x03\x04')
      return await openZipWeights(path, errors).finally(() => source.close());
    throw errors.refused(
      `is not a PyTorch weight file${looksLike(head)}. Choose a .pth file that torch.save wrote.`,
    );
  } catch (error) {
    source.close();
    throw error;
  }
}

function looksLike(head: Buffer): string {
  const text = head.toString('latin1').trimStart().toLowerCase();
  if (text.startsWith('<!doctype') || text.startsWith('<html'))
    return ': it is a web page, perhaps of a failed download';
  if (text.startsWith('version https://git-lfs'))
    return ': it is a Git LFS pointer; fetch the file itself with "git lfs pull"';
  if (head.toString('latin1', 257, 262) === 'ustar')
    return ': it is a tar file, as PyTorch wrote before version 0.2';
  if (head.toString('latin1', 1, 4) === 'HDF') return ': it is an HDF5 file, as Keras writes';
  return '';
}

/** The tensors of a state dict, or of the one that a checkpoint wraps. */
function stateDictOf(value: unknown, errors: WeightFileErrors, depth = 0): Map<string, TorchTensor> {
  if (!(value instanceof Map)) {
    const kind = value instanceof TorchTensor ? 'a single tensor' : 'something else';
    throw errors.refused(
      `holds ${kind}, not the weights of a network: torch.save(model.state_dict(), "weights.pth").`,
    );
  }
  if (depth < MAX_WRAPPERS_DEEP) {
    const wrapped = WRAPPERS.map((name) => (value as Map<unknown, unknown>).get(name)).find((inner) =>
      holdsTensors(inner),
    );
    if (wrapped) return stateDictOf(wrapped, errors, depth + 1);
  }
  const tensors = new Map<string, TorchTensor>();
  for (const [name, tensor] of value as Map<unknown, unknown>) {
    if (typeof name === 'string' && tensor instanceof TorchTensor) tensors.set(name, tensor);
  }
  if (tensors.size > 0) return tensors;

  const inner = [...(value as Map<unknown, unknown>)].filter(([, each]) => holdsTensors(each));
  if (inner.length === 1 && depth < MAX_WRAPPERS_DEEP) return stateDictOf(inner[0]![1], errors, depth + 1);
  if (inner.length > 1) {
    const names = inner.slice(0, 5).map(([name]) => `"${printable(String(name))}"`);
    throw errors.refused(
      `holds several sets of weights (${names.join(', ')}). Save the one you want as a file of its own.`,
    );
  }
  throw errors.refused(
    'holds no tensors, so no network fits it. Save the weights: torch.save(model.state_dict(), "weights.pth").',
  );
}

function holdsTensors(value: unknown): boolean {
  if (!(value instanceof Map)) return false;
  const values = [...(value as Map<unknown, unknown>).values()];
  return (
    values.some((each) => each instanceof TorchTensor) ||
    WRAPPERS.some((name) => holdsTensorsDirectly(value.get(name)))
  );
}

function holdsTensorsDirectly(value: unknown): boolean {
  return (
    value instanceof Map &&
    [...(value as Map<unknown, unknown>).values()].some((each) => each instanceof TorchTensor)
  );
}

/** Takes off what DataParallel and torch.compile put before every name. */
function withoutPrefixes(tensors: Map<string, TorchTensor>): Map<string, TorchTensor> {
  for (const prefix of ['module.', '_orig_mod.']) {
    if ([...tensors.keys()].every((name) => name.startsWith(prefix) && name.length > prefix.length)) {
      return withoutPrefixes(
        new Map([...tensors].map(([name, tensor]) => [name.slice(prefix.length), tensor])),
      );
    }
  }
  return tensors;
}
