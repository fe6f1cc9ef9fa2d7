import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TaggedError } from '../../../src-main/contract/errors';
import { decodeSafetensors, encodeSafetensors } from '../../../src-main/io/safetensors';

const TENSORS = new Map([
  ['a', { shape: [2, 3], values: Float32Array.of(1, -2, 3.5, 4, 5, 6e-20) }],
  ['empty', { shape: [0, 4], values: new Float32Array(0) }],
  ['Ångström', { shape: [], values: Float32Array.of(7) }],
]);

function fileOf(header: unknown, values = new Uint8Array(0)): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + values.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(values, 8 + json.length);
  return bytes;
}

describe('safetensors', () => {
  it('come back as they were written', () => {
    expect(decodeSafetensors(encodeSafetensors(TENSORS, { who: 'me' }), 'x')).toEqual(TENSORS);
  });
  it('begin with the header length and a JSON header of a multiple of 8 bytes', () => {
    const bytes = encodeSafetensors(new Map([['a', { shape: [1], values: Float32Array.of(1) }]]));
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: {},
      a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
    });
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f]);
  });
  it.each([
    ['too short', new Uint8Array(5)],
    ['a header longer than the file', new Uint8Array(8).fill(0xff)],
    ['no JSON', fileOf('{')],
    ['a list for a header', fileOf([])],
    ['no shape', fileOf({ a: { dtype: 'F32', data_offsets: [0, 0] } })],
    [
      'a shape that does not fit',
      fileOf({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 4] } }, new Uint8Array(4)),
    ],
    ['a huge shape', fileOf({ a: { dtype: 'F32', shape: [2 ** 50], data_offsets: [0, 2 ** 52] } })],
    [
      'a negative shape',
      fileOf({ a: { dtype: 'F32', shape: [-1, -1], data_offsets: [0, 4] } }, new Uint8Array(4)),
    ],
    ['a hole', fileOf({ a: { dtype: 'F32', shape: [1], data_offsets: [4, 8] } }, new Uint8Array(8))],
    [
      'values that overlap',
      fileOf(
        {
          a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
          b: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
        },
        new Uint8Array(4),
      ),
    ],
    ['values nobody describes', fileOf({}, new Uint8Array(4))],
  ])('with %s are damaged', (_what, bytes) => {
    expect(() => decodeSafetensors(bytes, 'weights.safetensors')).toThrow(
      expect.objectContaining({
        tag: 'DamagedFileError',
        message: expect.stringContaining('"weights.safetensors"'),
      }),
    );
  });
  it('of another type are refused by name', () => {
    const bytes = fileOf({ a: { dtype: 'BF16', shape: [1], data_offsets: [0, 2] } }, new Uint8Array(2));
    expect(() => decodeSafetensors(bytes, 'x')).toThrow('holds the tensor "a" as BF16');
  });
  it('give tensors or a sentence, whatever the damage', () => {
    const valid = encodeSafetensors(TENSORS);
    const change = fc.tuple(fc.nat(valid.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(valid.length), (changes, cut) => {
        const bytes = valid.slice(0, cut % 2 === 0 ? valid.length : cut);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          for (const { shape, values } of decodeSafetensors(bytes, 'x').values()) {
            expect(values.length).toBe(shape.reduce((a, b) => a * b, 1));
          }
        } catch (error) {
          expect(error).toBeInstanceOf(TaggedError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
