import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TaggedError } from '../../../../src-main/contract/errors';
import { decodeCheckpoint, encodeCheckpoint } from '../../../../src-main/io/run-folder/checkpoint-file';
import { checkpointOf } from '../../../support/run-records';

const bitsOf = (values: Float32Array) => [
  ...new Uint32Array(values.buffer, values.byteOffset, values.length),
];

describe('a checkpoint', () => {
  it('comes back bit by bit, whatever its numbers', () => {
    const arrays = fc.dictionary(
      fc.string({ minLength: 1 }),
      fc.float32Array({ noNaN: true, maxLength: 20 }),
    );
    fc.assert(
      fc.property(arrays, fc.double({ noNaN: true, noDefaultInfinity: true }), (tensors, factor) => {
        const state = new Map(Object.entries(tensors));
        const { schedule } = checkpointOf(3);
        const checkpoint = { epoch: 3, step: 15, state, schedule: { ...schedule, factor: factor || 0 } };
        const read = decodeCheckpoint(encodeCheckpoint(checkpoint), 'c');
        expect(read).toMatchObject({ epoch: 3, step: 15, schedule: checkpoint.schedule });
        expect([...read.state].map(([name, values]) => [name, bitsOf(values)])).toEqual(
          [...state].map(([name, values]) => [name, bitsOf(values)]),
        );
      }),
    );
  });

  it('of which any byte changed is refused, or tells the same', () => {
    const valid = encodeCheckpoint(checkpointOf(3, 20));
    const expected = decodeCheckpoint(valid, 'c');
    fc.assert(
      fc.property(fc.nat(valid.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = valid.slice();
        bytes[at]! ^= change;
        try {
          expect(decodeCheckpoint(bytes, 'c')).toEqual(expected);
        } catch (error) {
          expect(error).toBeInstanceOf(TaggedError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('whose numbers changed is damaged, and says so', () => {
    const bytes = encodeCheckpoint(checkpointOf(3));
    bytes[bytes.length - 7]! ^= 1;
    expect(() => decodeCheckpoint(bytes, 'runs/a/epoch-000003.safetensors')).toThrow(
      expect.objectContaining({
        tag: 'DamagedFileError',
        message: expect.stringMatching(/^"runs\/a\/epoch-000003\.safetensors" is damaged: .* checksum .*\.$/),
      }),
    );
  });
});
