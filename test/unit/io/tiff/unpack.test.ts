import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  doublesFrom64,
  floatsFrom24,
  floatsFromHalves,
  reverseBits,
  swapBytes,
  unpackBits,
} from '../../../../src-main/io/tiff/unpack';

/** Packs rows of samples, most significant bit first, each row padded to whole bytes. */
function pack(values: readonly number[], bits: number, rowLength: number): Uint8Array {
  const rows: string[] = [];
  for (let row = 0; row < values.length; row += rowLength) {
    const text = values
      .slice(row, row + rowLength)
      .map((value) => value.toString(2).padStart(bits, '0'))
      .join('');
    rows.push(text.padEnd(Math.ceil(text.length / 8) * 8, '0'));
  }
  return Uint8Array.from(rows.join('').match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2));
}

describe('packed samples', () => {
  it('reads 12 bits across byte borders and pads each row', () => {
    const out = new Uint16Array(6);
    unpackBits(Uint8Array.of(0x12, 0x3a, 0xbc, 0xde, 0xf0, 0xff, 0xf0, 0x01, 0x23, 0x40), 12, 3, out);
    expect([...out]).toEqual([0x123, 0xabc, 0xdef, 0xfff, 0x001, 0x234]);
  });

  it('gives back samples of every width from 1 to 31 bits', () => {
    const image = fc.integer({ min: 1, max: 31 }).chain((bits) =>
      fc.record({
        bits: fc.constant(bits),
        rowLength: fc.integer({ min: 1, max: 11 }),
        values: fc.array(fc.integer({ min: 0, max: 2 ** bits - 1 }), { minLength: 11, maxLength: 60 }),
      }),
    );
    fc.assert(
      fc.property(image, ({ bits, rowLength, values }) => {
        const whole = values.slice(0, Math.floor(values.length / rowLength) * rowLength);
        const out = new Uint32Array(whole.length);
        unpackBits(pack(whole, bits, rowLength), bits, rowLength, out);
        expect([...out]).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });
});

describe('bytes', () => {
  it('reverses the bits of each byte', () => {
    const bytes = Uint8Array.of(0x01, 0x80, 0xf0, 0xa5, 0xff, 0x00);
    reverseBits(bytes);
    expect([...bytes]).toEqual([0x80, 0x01, 0x0f, 0xa5, 0xff, 0x00]);
  });

  it('swaps samples of 2, 4 and 8 bytes and leaves an incomplete last one', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    swapBytes(bytes, 2);
    expect([...bytes]).toEqual([2, 1, 4, 3, 6, 5, 8, 7, 9]);
    swapBytes(bytes, 8);
    expect([...bytes]).toEqual([7, 8, 5, 6, 3, 4, 1, 2, 9]);
  });
});

describe('floats', () => {
  it('reads halves exactly: normal, subnormal, infinite, none', () => {
    const bits = Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0xfc00, 0x7e00, 0x8000);
    const floats = [...floatsFromHalves(bits)];
    expect(floats).toEqual([1, -2, 2 ** -24, 65504, Infinity, -Infinity, NaN, -0]);
  });

  it('reads 24-bit floats of both byte orders', () => {
    // 1.0 is exponent 63, fraction 0; -2.5 is exponent 64, fraction 0.25.
    expect([...floatsFrom24(Uint8Array.of(0x3f, 0, 0, 0xc0, 0x40, 0), false)]).toEqual([1, -2.5]);
    expect([...floatsFrom24(Uint8Array.of(0, 0, 0x3f, 0, 0x40, 0xc0), true)]).toEqual([1, -2.5]);
  });
});

describe('64-bit integers', () => {
  it('are exact up to 2^53 in both directions', () => {
    const limit = 2n ** 53n;
    const unsigned = BigUint64Array.of(0n, 1n, limit - 1n, limit);
    expect([...doublesFrom64(unsigned, false)!]).toEqual([0, 1, 2 ** 53 - 1, 2 ** 53]);
    const signed = BigInt64Array.of(-1n, -limit, limit);
    expect([...doublesFrom64(new BigUint64Array(signed.buffer), true)!]).toEqual([-1, -(2 ** 53), 2 ** 53]);
  });

  it.each([2n ** 53n + 1n, 2n ** 63n, -(2n ** 53n) - 1n])('are refused beyond: %s', (value) => {
    expect(doublesFrom64(BigUint64Array.of(BigInt.asUintN(64, value)), value < 0n)).toBeNull();
  });
});
