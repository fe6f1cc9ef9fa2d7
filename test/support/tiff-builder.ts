/** Values of a tag: SHORT (3), LONG (4), ASCII (2), RATIONAL (5, pairs), DOUBLE (12), LONG8 (16) or UNDEFINED (7). */
export interface BuiltTag {
  code: number;
  type: 2 | 3 | 4 | 5 | 7 | 12 | 16;
  values: readonly number[] | string | Uint8Array;
}

/** A page to build: tags (the tag of the offsets is added), and its blocks one after the other. */
export interface BuiltPage {
  tags: BuiltTag[];
  blocks: Uint8Array[];
  /** Says other offsets, or none, than where the blocks were put. */
  offsets?: number[];
  tiled?: boolean;
}

export interface BuildOptions {
  littleEndian?: boolean;
  bigTiff?: boolean;
  /** Position of the directory that the last one points to, by index of page; none by default. */
  lastPointsTo?: number;
}

const BYTES = { 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 12: 8, 16: 8 } as const;

/** Bytes of a TIFF file, tag by tag, for tests: nothing is checked, so that wrong files can be built too. */
export function buildTiff(pages: readonly BuiltPage[], options: BuildOptions = {}): Uint8Array {
  const { littleEndian = true, bigTiff = false, lastPointsTo } = options;
  const parts: Uint8Array[] = [new Uint8Array(bigTiff ? 16 : 8)];
  let length = parts[0]!.length;
  const append = (bytes: Uint8Array): number => {
    const at = length;
    parts.push(bytes);
    length += bytes.length;
    if (length % 2) (parts.push(new Uint8Array(1)), length++);
    return at;
  };

  const pointerBytes = bigTiff ? 8 : 4;
  const directories: { at: number; table: Uint8Array; nextField: number }[] = [];
  for (const { tags, blocks, offsets, tiled } of pages) {
    const placed = blocks.map(append);
    const all: BuiltTag[] = [
      ...tags,
      { code: tiled ? 324 : 273, type: 4, values: offsets ?? placed } as BuiltTag,
      ...(tags.some(({ code }) => code === 279 || code === 325)
        ? []
        : [{ code: tiled ? 325 : 279, type: 4, values: blocks.map((block) => block.length) } as BuiltTag]),
    ].sort((a, b) => a.code - b.code);
    const entryBytes = bigTiff ? 20 : 12;
    const countBytes = bigTiff ? 8 : 2;
    const table = new Uint8Array(countBytes + all.length * entryBytes + pointerBytes);
    const view = new DataView(table.buffer);
    const pointer = (at: number, value: number) =>
      bigTiff ? view.setBigUint64(at, BigInt(value), littleEndian) : view.setUint32(at, value, littleEndian);
    if (bigTiff) view.setBigUint64(0, BigInt(all.length), littleEndian);
    else view.setUint16(0, all.length, littleEndian);
    all.forEach((tag, i) => {
      const at = countBytes + i * entryBytes;
      const bytes = valueBytes(tag, littleEndian);
      view.setUint16(at, tag.code, littleEndian);
      view.setUint16(at + 2, tag.type, littleEndian);
      pointer(at + 4, bytes.length / BYTES[tag.type]);
      const field = at + 4 + pointerBytes;
      if (bytes.length <= pointerBytes) table.set(bytes, field);
      else pointer(field, append(bytes));
    });
    directories.push({ at: append(table), table, nextField: table.length - pointerBytes });
  }

  const header = new DataView(parts[0]!.buffer);
  header.setUint16(0, littleEndian ? 0x4949 : 0x4d4d);
  header.setUint16(2, bigTiff ? 43 : 42, littleEndian);
  const first = directories[0]?.at ?? 0;
  if (bigTiff) {
    header.setUint16(4, 8, littleEndian);
    header.setBigUint64(8, BigInt(first), littleEndian);
  } else header.setUint32(4, first, littleEndian);
  directories.forEach(({ table, nextField }, i) => {
    const next = directories[i + 1] ?? (lastPointsTo === undefined ? undefined : directories[lastPointsTo]);
    const view = new DataView(table.buffer);
    if (bigTiff) view.setBigUint64(nextField, BigInt(next?.at ?? 0), littleEndian);
    else view.setUint32(nextField, next?.at ?? 0, littleEndian);
  });

  const file = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function valueBytes({ type, values }: BuiltTag, littleEndian: boolean): Uint8Array {
  if (typeof values === 'string') return new TextEncoder().encode(`${values}\0`);
  if (type === 7 || type === 2) return Uint8Array.from(values);
  if (type === 5) return valueBytes({ code: 0, type: 4, values }, littleEndian);
  const bytes = new Uint8Array(values.length * BYTES[type]);
  const view = new DataView(bytes.buffer);
  [...values].forEach((value, i) => {
    if (type === 3) view.setUint16(i * 2, value, littleEndian);
    else if (type === 4) view.setUint32(i * 4, value, littleEndian);
    else if (type === 12) view.setFloat64(i * 8, value, littleEndian);
    else view.setBigUint64(i * 8, BigInt(value), littleEndian);
  });
  return bytes;
}

/** Tags of a grey image in strips; `more` adds tags or takes the place of those with the same code. */
export function greyTags(width: number, height: number, bits: number, more: BuiltTag[] = []): BuiltTag[] {
  const short = (code: number, value: number): BuiltTag => ({ code, type: 3, values: [value] });
  const tags = [
    { code: 256, type: 4, values: [width] } as BuiltTag,
    { code: 257, type: 4, values: [height] } as BuiltTag,
    ...[short(258, bits), short(259, 1), short(262, 1), short(277, 1)],
    { code: 278, type: 4, values: [height] } as BuiltTag,
  ];
  return [...tags.filter(({ code }) => !more.some((tag) => tag.code === code)), ...more];
}
