import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLzw } from '../../../../src-main/io/tiff/lzw';

/** A plain LZW encoder (TIFF 6.0, section 13), or with `old` the bit order and late growth from before TIFF 6.0. */
function encode(data: Uint8Array, old = false): Uint8Array {
  const bits: number[] = [];
  let width = 9;
  const put = (code: number) => {
    for (let i = 0; i < width; i++) bits.push(old ? (code >> i) & 1 : (code >> (width - 1 - i)) & 1);
  };
  let table = new Map<string, number>();
  let next = 258;
  const clear = () => {
    put(256);
    table = new Map();
    next = 258;
    width = 9;
  };
  const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : table.get(text)!);
  clear();
  let word = '';
  for (const byte of data) {
    const longer = word + String.fromCharCode(byte);
    if (longer.length === 1 || table.has(longer)) {
      word = longer;
      continue;
    }
    put(codeOf(word));
    table.set(longer, next++);
    // The decoder is one entry behind: it knows an entry only after the next code.
    if (next - (old ? 1 : 0) > 1 << width && width < 12) width++;
    if (next > 4093) clear();
    word = String.fromCharCode(byte);
  }
  if (word !== '') put(codeOf(word));
  put(257);
  const out = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, i) => (out[i >> 3]! |= old ? bit << (i & 7) : bit << (7 - (i & 7))));
  return out;
}

describe('LZW', () => {
  it('decodes the example of the specification', () => {
    // TIFF 6.0, page 61: 7 7 7 8 8 7 7 6 6 becomes Clear 7 258 8 8 258 6 6 End.
    const codes = [256, 7, 258, 8, 8, 258, 6, 6, 257];
    const bits = codes.map((code) => code.toString(2).padStart(9, '0')).join('');
    const data = Uint8Array.from(bits.padEnd(88, '0').match(/.{8}/g)!, (byte) => parseInt(byte, 2));
    expect([...decodeLzw(data, 9)!]).toEqual([7, 7, 7, 8, 8, 7, 7, 6, 6]);
  });

  it.each([false, true])('gives back what was encoded (old bit order: %s)', (old) => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 6000 }),
      fc.array(fc.constantFrom(1, 2, 3), { maxLength: 20_000 }).map((list) => Uint8Array.from(list)),
    );
    fc.assert(
      fc.property(bytes, (data) => {
        expect(Buffer.compare(decodeLzw(encode(data, old), data.length)!, data)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('never gives more bytes than were asked for', () => {
    const data = encode(new Uint8Array(5000));
    expect(decodeLzw(data, 77)).toHaveLength(77);
  });

  it('says so when a code has no meaning', () => {
    // Clear, then a code that no entry has.
    const bits = [256, 400].map((code) => code.toString(2).padStart(9, '0')).join('');
    const data = Uint8Array.from(bits.padEnd(24, '0').match(/.{8}/g)!, (byte) => parseInt(byte, 2));
    expect(decodeLzw(data, 10)).toBeNull();
  });

  it('ends on any bytes at all, within the size asked for', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(3000), (data, size) => {
        expect(decodeLzw(data, size)?.length ?? 0).toBeLessThanOrEqual(size);
      }),
    );
  });
});
