import { DamagedFileError, UnsupportedFileError } from '../contract/errors';

/** A float32 tensor: its shape and its values in row-major order. */
export interface FloatTensor {
  shape: number[];
  values: Float32Array;
}

/** Longest header that is read: thousands of tensors. */
const MAX_HEADER_BYTES = 8 * 2 ** 20;

/**
 * Float32 tensors in the safetensors format (Hugging Face): 8 bytes with the header's length, a JSON header, the values,
 * all little-endian. `metadata` are texts for people.
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, FloatTensor>,
  metadata: Record<string, string> = {},
): Uint8Array {
  const entries: [string, unknown][] = [['__metadata__', metadata]];
  let end = 0;
  for (const [name, { shape, values }] of tensors) {
    const begin = end;
    end += values.length * 4;
    entries.push([name, { dtype: 'F32', shape, data_offsets: [begin, end] }]);
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, 8, 8 + headerLength);
  bytes.set(json, 8);
  let at = 8 + headerLength;
  for (const { values } of tensors.values()) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/**
 * The tensors of a safetensors file, in its order. Every size is checked before anything is made of it.
 *
 * @param path Names the file in errors.
 * @throws DamagedFileError where the bytes contradict themselves; UnsupportedFileError for tensors that are not float32.
 */
export function decodeSafetensors(bytes: Uint8Array, path: string): Map<string, FloatTensor> {
  const damaged = damageIn(path);
  const { header, begin } = readHeader(bytes, damaged);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tensors = new Map<string, FloatTensor>();
  let expected = 0;
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const described = describedTensor(entry);
    if (!described || described.from !== expected) throw damaged(`describes the tensor "${name}" wrongly`);
    const { dtype, shape, from, to } = described;
    if (dtype !== 'F32') {
      throw new UnsupportedFileError(`"${path}" holds the tensor "${name}" as ${dtype}; only F32 is read.`, {
        path,
      });
    }
    const length = shape.reduce((product, side) => product * side, 1);
    if (to - from !== length * 4 || begin + to > bytes.length) {
      throw damaged(`describes the tensor "${name}" wrongly`);
    }
    const values = new Float32Array(length);
    for (let i = 0; i < length; i++) values[i] = view.getFloat32(begin + from + 4 * i, true);
    tensors.set(name, { shape, values });
    expected = to;
  }
  if (begin + expected !== bytes.length) throw damaged('holds more values than it describes');
  return tensors;
}

/** The texts that a safetensors file carries. Throws DamagedFileError, as {@link decodeSafetensors} does. */
export function safetensorsMetadata(bytes: Uint8Array, path: string): Record<string, string> {
  const metadata = readHeader(bytes, damageIn(path)).header['__metadata__'] ?? {};
  const texts = Object.entries(metadata).filter(([, text]) => typeof text === 'string');
  return Object.fromEntries(texts) as Record<string, string>;
}

function damageIn(path: string): (what: string) => Error {
  return (what) => new DamagedFileError(`"${path}" ${what}. Copy it again from its source.`, { path });
}

/** The header, and where the values begin. */
function readHeader(bytes: Uint8Array, damaged: (what: string) => Error) {
  if (bytes.length < 8) throw damaged('is not a safetensors file: it is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  if (headerLength > MAX_HEADER_BYTES || 8 + headerLength > bytes.length) {
    throw damaged('is not a safetensors file, or ends too early');
  }
  const begin = 8 + headerLength;
  return { header: parseHeader(bytes.subarray(8, begin), damaged), begin };
}

function parseHeader(bytes: Uint8Array, damaged: (what: string) => Error): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof header === 'object' && header !== null && !Array.isArray(header))
      return header as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw damaged('has a header that cannot be read');
}

function describedTensor(entry: unknown) {
  if (typeof entry !== 'object' || entry === null) return null;
  const { dtype, shape, data_offsets: offsets } = entry as Record<string, unknown>;
  if (typeof dtype !== 'string' || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2)
    return null;
  const [from, to] = offsets as [number, number];
  return { dtype, shape, from, to };
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && (each as number) >= 0);
}
