import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { undoFloating, undoHorizontal } from '../../../../src-main/io/tiff/predictor';

const rows = (max: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 }))
    .chain(([step, width, height]) =>
      fc.record({
        step: fc.constant(step),
        rowLength: fc.constant(step * width),
        values: fc.array(fc.integer({ min: 0, max }), {
          minLength: step * width * height,
          maxLength: step * width * height,
        }),
      }),
    );

describe('horizontal differencing', () => {
  it('sums along each row, a sample at a time', () => {
    const data = Uint8Array.of(1, 2, 3, /* next row */ 250, 10, 0);
    undoHorizontal(data, 3, 1);
    expect([...data]).toEqual([1, 3, 6, 250, 4, 4]);
  });

  it('keeps the samples of a pixel apart', () => {
    const data = Uint16Array.of(1, 100, 1, 100, 1, 100);
    undoHorizontal(data, 6, 2);
    expect([...data]).toEqual([1, 100, 2, 200, 3, 300]);
  });

  it.each([
    ['Uint8Array', 255, Uint8Array],
    ['Int16Array', 65_535, Int16Array],
    ['Uint32Array', 2 ** 32 - 1, Uint32Array],
  ] as const)('undoes what differencing did in %s', (_, max, Type) => {
    fc.assert(
      fc.property(rows(max), ({ step, rowLength, values }) => {
        const original = Type.from(values);
        const data = original.slice();
        for (let row = 0; row < data.length; row += rowLength) {
          for (let i = row + rowLength - 1; i >= row + step; i--) data[i] = data[i]! - data[i - step]!;
        }
        undoHorizontal(data, rowLength, step);
        expect([...data]).toEqual([...original]);
      }),
    );
  });

  it('carries between the halves of 64-bit integers', () => {
    const data = BigUint64Array.of(0xffff_ffffn, 1n, 0xffff_ffff_ffff_ffffn);
    undoHorizontal(data, 3, 1);
    expect([...data]).toEqual([0xffff_ffffn, 0x1_0000_0000n, 0xffff_ffffn]);
  });

  it('sums the bits of floats, not their values', () => {
    const bits = Uint32Array.of(0x3f80_0000, 1);
    const data = new Float32Array(bits.buffer);
    undoHorizontal(data, 2, 1);
    expect(bits[1]).toBe(0x3f80_0001);
  });
});

describe('floating-point differencing', () => {
  it.each([2, 4, 8])('undoes what differencing did to samples of %i bytes', (sampleBytes) => {
    fc.assert(
      fc.property(rows(255), ({ step, rowLength, values }) => {
        const height = values.length / rowLength;
        const original = Uint8Array.from(
          { length: values.length * sampleBytes },
          (_, i) => values[i % values.length]!,
        );
        // Big-endian byte planes of each row, then differences of bytes `step` apart.
        const stored = new Uint8Array(original.length);
        const rowBytes = rowLength * sampleBytes;
        for (let row = 0; row < height; row++) {
          for (let i = 0; i < rowLength; i++) {
            for (let byte = 0; byte < sampleBytes; byte++) {
              stored[row * rowBytes + byte * rowLength + i] =
                original[row * rowBytes + i * sampleBytes + sampleBytes - 1 - byte]!;
            }
          }
          for (let i = rowBytes - 1; i >= step; i--) {
            const at = row * rowBytes + i;
            stored[at] = stored[at]! - stored[at - step]!;
          }
        }
        expect([...undoFloating(stored, rowLength, step, sampleBytes)]).toEqual([...original]);
      }),
    );
  });
});
