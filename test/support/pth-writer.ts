/**
 * Writes PyTorch weight files for tests: pickle protocol 2 and stored zip, by the formats' descriptions. What PyTorch
 * itself writes is compared with in test/oracle.
 */

/** A tensor to be written; `strides` and `offset` count values of its storage. */
export interface WrittenTensor {
  shape: readonly number[];
  data: ArrayLike<number>;
  strides?: number[];
  offset?: number;
}

type Bytes = number[];

const text = (value: string): Bytes => [...Buffer.from(value, 'utf8')];
const int32 = (value: number): Bytes => [...new Uint8Array(Int32Array.of(value).buffer)];
const unicode = (value: string): Bytes => [0x58, ...int32(Buffer.byteLength(value)), ...text(value)];
/** A global name. */
export const global = (module: string, name: string): Bytes => [0x63, ...text(`${module}\n${name}\n`)];
const integer = (value: number): Bytes =>
  value < 2 ** 31
    ? [0x4a, ...int32(value)]
    : [0x8a, 8, ...new Uint8Array(BigInt64Array.of(BigInt(value)).buffer)];
const tuple = (items: Bytes[]): Bytes => [0x28, ...items.flat(), 0x74];

function contiguous(shape: readonly number[]): number[] {
  return shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1));
}

function tensorPickle(
  { shape, data, strides, offset = 0 }: WrittenTensor,
  key: string,
  length = data.length,
): Bytes {
  const storage = tuple([
    unicode('storage'),
    global('torch', 'FloatStorage'),
    unicode(key),
    unicode('cpu'),
    integer(length),
  ]);
  const sizes = tuple(shape.map(integer));
  const steps = tuple((strides ?? contiguous(shape)).map(integer));
  const hooks = [...global('collections', 'OrderedDict'), 0x29, 0x52];
  const args = tuple([[...storage, 0x51], integer(offset), sizes, steps, [0x89], hooks]);
  return [...global('torch._utils', '_rebuild_tensor_v2'), ...args, 0x52];
}

/** The pickle of an OrderedDict of values that are pickled already. */
export function pickleOf(entries: [string, Bytes][]): Uint8Array {
  const items = entries.flatMap(([name, value]) => [...unicode(name), ...value]);
  return Uint8Array.from([
    0x80,
    2,
    ...global('collections', 'OrderedDict'),
    0x29,
    0x52,
    0x28,
    ...items,
    0x75,
    0x2e,
  ]);
}

/** The pickled form of a state dict; storage keys count from 0. */
export function stateDictPickle(tensors: ReadonlyMap<string, WrittenTensor>): Uint8Array {
  return pickleOf([...tensors].map(([name, tensor], i) => [name, tensorPickle(tensor, String(i))]));
}

/** Values as a float32 storage. */
export function floats(values: ArrayLike<number>, littleEndian = true): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i]!, littleEndian);
  return bytes;
}

/** A zip file of stored entries (`method` 0), or of entries whose bytes are deflated already (8). */
export function zipOf(entries: [string, Uint8Array][], deflated?: { method: 8; size: number }): Uint8Array {
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let at = 0;
  for (const [name, data] of entries) {
    const nameBytes = Buffer.from(name);
    const header = Buffer.alloc(30);
    const record = Buffer.alloc(46);
    header.writeUInt32LE(0x04034b50, 0);
    record.writeUInt32LE(0x02014b50, 0);
    for (const [target, from] of [
      [header, 4],
      [record, 6],
    ] as const) {
      target.writeUInt16LE(20, from);
      target.writeUInt16LE(deflated?.method ?? 0, from + 4);
      target.writeUInt32LE(data.length, from + 14);
      target.writeUInt32LE(deflated?.size ?? data.length, from + 18);
      target.writeUInt16LE(nameBytes.length, from + 22);
    }
    record.writeUInt32LE(at, 42);
    parts.push(header, nameBytes, data);
    central.push(record, nameBytes);
    at += header.length + nameBytes.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, directory, end]));
}

/** A weight file as PyTorch since 1.6 writes it. */
export function zipWeights(tensors: ReadonlyMap<string, WrittenTensor>, littleEndian = true): Uint8Array {
  return zipOf([
    ['archive/data.pkl', stateDictPickle(tensors)],
    ['archive/byteorder', Buffer.from(littleEndian ? 'little' : 'big')],
    ...[...tensors.values()].map(({ data }, i): [string, Uint8Array] => [
      `archive/data/${i}`,
      floats(data, littleEndian),
    ]),
    ['archive/version', Buffer.from('3\n')],
  ]);
}

/** A weight file as PyTorch before 1.6 writes it. */
export function legacyWeights(tensors: ReadonlyMap<string, WrittenTensor>): Uint8Array {
  const magic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
  const version = [0x80, 2, 0x4d, 0xe9, 0x03, 0x2e];
  const system = [0x80, 2, 0x7d, 0x2e];
  const keys = [
    0x80,
    2,
    0x5d,
    0x28,
    ...[...tensors.keys()].flatMap((_, i) => unicode(String(i))),
    0x65,
    0x2e,
  ];
  const storages = [...tensors.values()].flatMap(({ data }) => [
    new Uint8Array(BigInt64Array.of(BigInt(data.length)).buffer),
    floats(data),
  ]);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([...magic, ...version, ...system]),
      stateDictPickle(tensors),
      Buffer.from(keys),
      ...storages,
    ]),
  );
}
