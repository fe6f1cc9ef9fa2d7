import { describe, expect, it } from 'vitest';
import { decodePackBits } from '../../../../src-main/io/tiff/packbits';

// The example of TIFF 6.0, section 9.
const PACKED = [0xfe, 0xaa, 0x02, 0x80, 0x00, 0x2a, 0xfd, 0xaa, 0x03, 0x80, 0x00, 0x2a, 0x22, 0xf7, 0xaa];
const PLAIN = [
  ...[0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0xaa, 0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0x22],
  ...new Array<number>(10).fill(0xaa),
];

describe('PackBits', () => {
  it('decodes the example of the specification', () => {
    expect([...decodePackBits(Uint8Array.from(PACKED), 24)]).toEqual(PLAIN);
  });

  it('passes over the byte that means nothing', () => {
    expect([...decodePackBits(Uint8Array.of(128, 128, 1, 5, 6), 2)]).toEqual([5, 6]);
  });

  it('cuts a run at the size asked for', () => {
    expect([...decodePackBits(Uint8Array.of(0x81, 7), 3)]).toEqual([7, 7, 7]);
  });

  it('gives what is there when data end inside a run', () => {
    expect([...decodePackBits(Uint8Array.of(5, 1, 2), 6)]).toEqual([1, 2]);
    expect([...decodePackBits(Uint8Array.of(0xfe), 6)]).toEqual([]);
  });
});
