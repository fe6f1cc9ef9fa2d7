/** Field types of TIFF 6.0 that are written; 16 is BigTIFF's 64-bit integer. */
export const FIELD = { byte: 1, ascii: 2, short: 3, long: 4, rational: 5, long8: 16 } as const;

/** One tag of a directory. `rational` takes pairs of numerator and denominator; bytes are stored as they are. */
export interface TiffField {
  tag: number;
  type: (typeof FIELD)[keyof typeof FIELD];
  values: ArrayLike<number>;
}

/** Text as an ASCII field, with the closing zero; characters beyond ASCII are not allowed. */
export function asciiField(tag: number, text: string): TiffField {
  const values = new Uint8Array(text.length + 1);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) throw new RangeError(`The text of tag ${tag} is not ASCII.`);
    values[i] = code;
  }
  return { tag, type: FIELD.ascii, values };
}

const UNIT_BYTES: Record<TiffField['type'], number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 4, 16: 8 };

/**
 * A directory (IFD) as bytes, little endian: its entries in order of their tags, then the values that do not fit into
 * an entry. `at` is where it will lie in the file, `next` where the next directory will (0: none).
 */
export function encodeDirectory(fields: TiffField[], at: number, next: number, big: boolean): Uint8Array {
  const sorted = [...fields].sort((a, b) => a.tag - b.tag);
  const [countBytes, entryBytes, inlineBytes] = big ? [8, 20, 8] : [2, 12, 4];
  const sizes = sorted.map(({ type, values }) => values.length * UNIT_BYTES[type]);
  const tableBytes = countBytes + sorted.length * entryBytes + inlineBytes;
  const total = sizes.reduce((sum, size) => (size > inlineBytes ? even(sum + size) : sum), even(tableBytes));

  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  const offset = (position: number, value: number) =>
    big ? view.setBigUint64(position, BigInt(value), true) : view.setUint32(position, value, true);
  if (big) offset(0, sorted.length);
  else view.setUint16(0, sorted.length, true);

  let free = even(tableBytes);
  sorted.forEach(({ tag, type, values }, i) => {
    const entry = countBytes + i * entryBytes;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, type, true);
    offset(entry + 4, type === FIELD.rational ? values.length / 2 : values.length);
    const inline = entry + (big ? 12 : 8);
    const size = sizes[i]!;
    if (size > inlineBytes) {
      offset(inline, at + free);
      writeValues(view, free, type, values);
      free = even(free + size);
    } else {
      writeValues(view, inline, type, values);
    }
  });
  offset(tableBytes - inlineBytes, next);
  return bytes;
}

/** The 8 (BigTIFF: 16) bytes a file begins with, pointing to the first directory. */
export function encodeHeader(firstDirectory: number, big: boolean): Uint8Array {
  const bytes = new Uint8Array(big ? 16 : 8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4949, true);
  view.setUint16(2, big ? 43 : 42, true);
  if (big) {
    view.setUint16(4, 8, true);
    view.setBigUint64(8, BigInt(firstDirectory), true);
  } else {
    view.setUint32(4, firstDirectory, true);
  }
  return bytes;
}

function even(value: number): number {
  return value + (value % 2);
}

function writeValues(view: DataView, at: number, type: TiffField['type'], values: ArrayLike<number>): void {
  if (UNIT_BYTES[type] === 1) {
    new Uint8Array(view.buffer).set(values, at);
    return;
  }
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (type === FIELD.short) view.setUint16(at + i * 2, value, true);
    else if (type === FIELD.long8) view.setBigUint64(at + i * 8, BigInt(value), true);
    else view.setUint32(at + i * 4, value, true);
  }
}
