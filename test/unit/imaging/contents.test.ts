import { expect, it } from 'vitest';
import { contentsOf } from '../../../src-main/imaging/contents';
import type { ImageInfo, PixelType } from '../../../src-main/contract/image';

it.each<[number[], string, PixelType, string]>([
  [[256, 256], 'YX', 'uint8', '256 × 256, 8-bit'],
  [[50, 256, 200], 'TYX', 'uint16', '200 × 256, 50 frames, 16-bit'],
  [
    [2000, 3, 41, 2048, 2048],
    'TCZYX',
    'float32',
    '2\u2009048 × 2\u2009048 × 41, 2\u2009000 frames, 3 channels, 32-bit float',
  ],
  [[1, 1, 8, 8], 'TCYX', 'uint8', '8 × 8, 8-bit'],
  [[9, 8, 8], 'IYX', 'uint8', '8 × 8, 9 images, 8-bit'],
  [[8, 8, 3], 'YXS', 'uint8', '8 × 8, RGB'],
])('an image of %o %s %s is "%s"', (shape, axes, pixelType, words) => {
  expect(contentsOf({ shape, axes, pixelType } as ImageInfo)).toBe(words);
});
