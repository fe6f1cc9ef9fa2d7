import { describe, expect, it } from 'vitest';
import { crc32c } from '../../../../src-main/io/run-folder/crc32c';

describe('CRC-32C', () => {
  it.each([
    ['zeros', new Uint8Array(32), 0x8a9136aa],
    ['ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['counting up', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    ['counting down', Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
    ['digits', Buffer.from('123456789'), 0xe3069283],
    ['nothing', new Uint8Array(0), 0],
  ])('of %s is that of RFC 3720, B.4', (_what, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });
});
