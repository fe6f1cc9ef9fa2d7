import type { WeightFileErrors } from './weight-file-errors';

/** Longest line (a module's or class's name) and longest integer that are read. */
const MAX_LINE_BYTES = 1000;
const MAX_INTEGER_BYTES = 1000;

const utf8 = new TextDecoder();

/** The arguments of pickle's operations, read one after the other; never past the end. All are little-endian. */
export class PickleReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(
    bytes: Uint8Array,
    offset: number,
    private readonly errors: WeightFileErrors,
  ) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = offset;
  }

  /** Where the next byte is read. */
  get offset(): number {
    return this.#at;
  }

  byte(): number {
    return this.#view.getUint8(this.#take(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  /** An 8-byte length. */
  length64(): number {
    return Number(this.#view.getBigUint64(this.#take(8), true));
  }

  /** A big-endian double, as BINFLOAT stores it. */
  double(): number {
    return this.#view.getFloat64(this.#take(8), false);
  }

  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  text(length: number): string {
    return utf8.decode(this.bytes(length));
  }

  /** Latin-1 text, as Python 2 strings are read. */
  latin1(length: number): string {
    return Buffer.from(this.bytes(length)).toString('latin1');
  }

  /** Text up to the next line feed. */
  line(): string {
    const end = this.#bytes.subarray(this.#at, this.#at + MAX_LINE_BYTES).indexOf(10);
    if (end < 0) throw this.errors.damaged('holds a name that does not end');
    const text = this.text(end);
    this.#at += 1;
    return text;
  }

  /** A signed integer of `length` bytes; a number where it is exact as one. */
  integer(length: number): number | bigint {
    if (length > MAX_INTEGER_BYTES) throw this.errors.damaged(`holds an integer of ${length} bytes`);
    let value = 0n;
    this.bytes(length).forEach((byte, i) => (value |= BigInt(byte) << BigInt(8 * i)));
    const signed = BigInt.asIntN(8 * length, value);
    return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
  }

  #take(length: number): number {
    const at = this.#at;
    if (!(length >= 0 && at + length <= this.#bytes.length)) throw this.errors.damaged('ends too early');
    this.#at = at + length;
    return at;
  }
}
