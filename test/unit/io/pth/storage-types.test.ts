import { describe, expect, it } from 'vitest';
import { halfValue } from '../../../../src-main/io/half-float';
import { bfloatValue, STORAGE_TYPES } from '../../../../src-main/io/pth/storage-types';

describe('half-width numbers', () => {
  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x7e00, NaN],
  ])('of float16 bits %i are %d', (bits, value) => {
    expect(halfValue(bits)).toBe(value);
  });
  it.each([
    [0x3f80, 1],
    [0xc040, -3],
    [0x8000, -0],
    [0x7f80, Infinity],
    [0x0001, 2 ** -133],
    [0x7fc0, NaN],
  ])('of bfloat16 bits %i are %d', (bits, value) => {
    expect(bfloatValue(bits)).toBe(value);
  });
});

describe('a storage', () => {
  const bytes = new DataView(Uint8Array.of(0xff, 0xfe, 0x01, 0x02, 0, 0, 0, 0x80).buffer);
  it.each([
    ['ShortStorage', true, -257],
    ['ShortStorage', false, -2],
    ['CharStorage', true, -1],
    ['ByteStorage', true, 255],
    ['BoolStorage', true, 1],
    ['IntStorage', false, 0xfffe0102 - 2 ** 32],
  ])('%s, little-endian %s, reads %d', (name, little, value) => {
    expect(STORAGE_TYPES.get(name)!.read(bytes, 0, little)).toBe(value);
  });
});
