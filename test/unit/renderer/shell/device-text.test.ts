import { describe, expect, it } from 'vitest';
import { bytesText, gigabytes, speedText } from '../../../../src-renderer/shell/device-text';

describe('numbers of the status line', () => {
  it.each([
    [12_345_678, '12 MPix/s'],
    [1_250_000, '1.3 MPix/s'],
    [87_000, '0.087 MPix/s'],
  ])('%d pixels a second are %s', (speed, text) => expect(speedText(speed)).toBe(text));
  it.each([
    [1.43e9, '1.4'],
    [24.9e9, '25'],
  ])('%d bytes are %s GB', (bytes, text) => expect(gigabytes(bytes)).toBe(text));
  it.each([
    [10, '1 kB'],
    [8_200_000, '8.2 MB'],
    [1_050_000_000, '1.05 GB'],
  ])('a file of %d bytes is %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));
});
