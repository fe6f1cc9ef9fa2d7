import { describe, expect, test } from 'vitest';
import {
  asciiField,
  encodeDirectory,
  encodeHeader,
  FIELD,
} from '../../../../src-main/io/write/tiff-directory';

describe('encodeDirectory', () => {
  test('sorts the tags, keeps short values inside and puts long ones behind', () => {
    const bytes = encodeDirectory(
      [
        { tag: 282, type: FIELD.rational, values: [200, 13] },
        { tag: 256, type: FIELD.long, values: [70_000] },
        asciiField(270, 'abcde'),
        { tag: 258, type: FIELD.short, values: [8, 8] },
      ],
      1000,
      5000,
      false,
    );
    const view = new DataView(bytes.buffer);
    const entry = (i: number) =>
      [0, 2].map((at) => view.getUint16(2 + i * 12 + at, true)).concat(view.getUint32(6 + i * 12, true));
    expect(view.getUint16(0, true)).toBe(4);
    expect([0, 1, 2, 3].map(entry)).toEqual([
      [256, 4, 1],
      [258, 3, 2],
      [270, 2, 6],
      [282, 5, 1],
    ]);
    expect(view.getUint32(10, true)).toBe(70_000);
    expect([view.getUint16(22, true), view.getUint16(24, true)]).toEqual([8, 8]);
    expect(view.getUint32(50, true)).toBe(5000);
    const text = view.getUint32(34, true) - 1000;
    expect(String.fromCharCode(...bytes.subarray(text, text + 6))).toBe('abcde\0');
    const fraction = view.getUint32(46, true) - 1000;
    expect([view.getUint32(fraction, true), view.getUint32(fraction + 4, true)]).toEqual([200, 13]);
    expect(bytes.length).toBe(54 + 6 + 8);
  });

  test('writes offsets and counts of BigTIFF with 64 bits', () => {
    const bytes = encodeDirectory(
      [{ tag: 273, type: FIELD.long8, values: [2 ** 40, 2 ** 40 + 1] }],
      2 ** 35,
      2 ** 36,
      true,
    );
    const view = new DataView(bytes.buffer);
    expect(view.getBigUint64(0, true)).toBe(1n);
    expect(view.getBigUint64(12, true)).toBe(2n);
    expect(view.getBigUint64(20, true)).toBe(2n ** 35n + 36n);
    expect(view.getBigUint64(28, true)).toBe(2n ** 36n);
    expect(view.getBigUint64(36, true)).toBe(2n ** 40n);
    expect(view.getBigUint64(44, true)).toBe(2n ** 40n + 1n);
  });

  test('refuses text beyond ASCII', () => {
    expect(() => asciiField(270, 'µm')).toThrow('tag 270');
  });
});

describe('encodeHeader', () => {
  test('says little endian, the kind of TIFF, and where the first directory lies', () => {
    expect([...encodeHeader(8, false)]).toEqual([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
    expect([...encodeHeader(16, true)]).toEqual([0x49, 0x49, 43, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0]);
  });
});
