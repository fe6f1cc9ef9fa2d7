import { decode, encode, ExtensionCodec } from '@msgpack/msgpack';
import type { Message } from './rpc';

/**
 * Messages as bytes, for lines that do not carry structured clones (a WebSocket): MessagePack with one extension, typed
 * arrays. Little-endian, as every platform Finescope runs on. A key whose value is undefined does not travel.
 */

/** The arrays that travel as an extension, by the number in its first byte; Uint8Array is MessagePack's own binary. */
const ARRAYS = [
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
] as const;

const TYPED_ARRAY = 1;

/** A list names its length before its entries, and memory is taken for it: five bytes could ask for gigabytes. */
const MOST_ENTRIES = 2 ** 20;

const codec = new ExtensionCodec();
codec.register({
  type: TYPED_ARRAY,
  encode(value) {
    const kind = ARRAYS.findIndex((Class) => value instanceof Class);
    if (kind < 0) return null;
    const { buffer, byteOffset, byteLength } = value as ArrayBufferView;
    const bytes = new Uint8Array(1 + byteLength);
    bytes[0] = kind;
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), 1);
    return bytes;
  },
  decode(bytes) {
    const Class = ARRAYS[bytes[0] ?? -1];
    if (!Class || (bytes.length - 1) % Class.BYTES_PER_ELEMENT !== 0)
      throw new RangeError('The message holds an array of an unknown kind.');
    return new Class(bytes.slice(1).buffer); // a copy: elements must lie at multiples of their size
  },
});

/** The bytes of a message. */
export function encodeMessage(message: Message): Uint8Array<ArrayBuffer> {
  return encode(message, { extensionCodec: codec, ignoreUndefined: true });
}

/** The message that {@link encodeMessage} wrote. Throws RangeError for bytes that are none. */
export function decodeMessage(bytes: Uint8Array): Message {
  // A Buffer of Node would come back as Buffers.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return decode(plain, {
    extensionCodec: codec,
    maxArrayLength: MOST_ENTRIES,
    maxMapLength: MOST_ENTRIES,
  }) as Message;
}
