import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src-main/contract/rpc';
import { decodeMessage, encodeMessage } from '../../../src-main/contract/wire';

const carried = (value: unknown): unknown => {
  const message = decodeMessage(encodeMessage({ kind: 'result', id: 7, value }));
  return (message as { value?: unknown }).value;
};

describe('a message on the wire', () => {
  it('keeps its kind, number and values', () => {
    const message: Message = {
      kind: 'call',
      id: 2 ** 40,
      method: 'readTile',
      params: { image: 1, tile: null },
    };
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  it.each([
    new Uint8Array([0, 255]),
    new Int8Array([-128, 127]),
    new Uint16Array([0, 65_535]),
    new Int16Array([-32_768, 32_767]),
    new Uint32Array([0, 2 ** 32 - 1]),
    new Int32Array([-(2 ** 31), 2 ** 31 - 1]),
    new Float32Array([1.5, NaN, -Infinity]),
    new Float64Array([Math.PI, NaN, Infinity, 2 ** 53]),
  ])('keeps a %o', (array) => {
    const back = carried({ data: array }) as { data: unknown };
    expect(back.data).toStrictEqual(array);
  });

  it('keeps the part of a buffer that an array shows, and only that', () => {
    const whole = new Uint16Array([1, 2, 3, 4]);
    expect(carried(whole.subarray(1, 3))).toStrictEqual(new Uint16Array([2, 3]));
  });

  it.each([new Uint8Array(0), new Uint16Array(0), new Float64Array(0)])('keeps an empty %o', (array) => {
    expect(carried(array)).toStrictEqual(array);
    expect(carried([])).toEqual([]);
  });

  it('keeps numbers that JSON has no word for', () => {
    expect(carried([NaN, Infinity, -Infinity, null])).toEqual([NaN, Infinity, -Infinity, null]);
  });

  it('leaves out keys that are undefined', () => {
    expect(carried({ region: undefined, plane: 1 })).toEqual({ plane: 1 });
    expect(Object.keys(decodeMessage(encodeMessage({ kind: 'result', id: 1, value: undefined })))).toEqual([
      'kind',
      'id',
    ]);
  });

  it('keeps bytes as a plain Uint8Array when it arrives in a Buffer', () => {
    const bytes = Buffer.from(encodeMessage({ kind: 'event', id: 1, event: new Uint8Array([1, 2]) }));
    const { event } = decodeMessage(bytes) as { event: Uint8Array };
    expect(event.constructor).toBe(Uint8Array);
  });

  it('refuses an array of a kind that does not exist, or of half an element', () => {
    const bytes = encodeMessage({ kind: 'result', id: 1, value: new Uint16Array([1]) });
    const unknown = bytes.slice();
    unknown[bytes.length - 3] = 99;
    expect(() => decodeMessage(unknown)).toThrow(RangeError);
    const asFloat64 = bytes.slice();
    asFloat64[bytes.length - 3] = 6;
    expect(() => decodeMessage(asFloat64)).toThrow(RangeError);
  });

  it('refuses bytes that end early', () => {
    const bytes = encodeMessage({ kind: 'result', id: 1, value: 'a tile' });
    expect(() => decodeMessage(bytes.subarray(0, -2))).toThrow(RangeError);
  });

  it('takes no memory for a list that only says it is long', () => {
    const before = process.memoryUsage().heapUsed;
    const nested = Uint8Array.from(Array.from({ length: 20 }, () => [0xdd, 1, 0, 0, 0]).flat()); // 16 million entries each
    expect(() => decodeMessage(nested)).toThrow(/[Ll]ength/);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50e6);
  });

  it('keeps whatever else a message may hold', () => {
    const values = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.string(),
        fc.double({ noNaN: false }).map((number) => (Object.is(number, -0) ? 0 : number)),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.float32Array({ maxLength: 5 }),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          tie('value'),
          { noNullPrototype: true, maxKeys: 4 },
        ),
      ),
    })).value;
    fc.assert(
      fc.property(values, (value) => {
        expect(carried(value)).toEqual(value);
      }),
    );
  });
});
