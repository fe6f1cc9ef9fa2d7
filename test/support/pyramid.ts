import type { PixelBlock } from '../../src-main/contract/image';
import { PIXEL_TYPES } from '../../src-main/imaging/pixel-types';

/** The level above a block by its definition, pixel by pixel: what the pyramid is tested against. */
export function halvedByDefinition(block: PixelBlock): PixelBlock {
  const { width, height, samples, pixelType, data } = block;
  const { integer, make } = PIXEL_TYPES[pixelType];
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const out = make(half.width * half.height * samples);
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      for (let sample = 0; sample < samples; sample++) {
        let sum = 0;
        let count = 0;
        for (let row = 2 * y; row < Math.min(height, 2 * y + 2); row++) {
          for (let column = 2 * x; column < Math.min(width, 2 * x + 2); column++) {
            sum += data[(row * width + column) * samples + sample]!;
            count++;
          }
        }
        const mean = sum / count;
        out[(y * half.width + x) * samples + sample] = integer ? Math.floor(mean + 0.5) : mean;
      }
    }
  }
  return { width: half.width, height: half.height, samples, pixelType, data: out };
}

/** A rectangle of a block. */
export function cut(
  block: PixelBlock,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): PixelBlock {
  const { samples, pixelType } = block;
  const data = PIXEL_TYPES[pixelType].make(width * height * samples);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * block.width + x) * samples;
    data.set(block.data.subarray(from, from + width * samples), row * width * samples);
  }
  return { width, height, samples, pixelType, data };
}

/** Where two blocks differ first, in words, or null: vitest compares large arrays slowly. */
export function firstDifference(got: PixelBlock, expected: PixelBlock): string | null {
  const facts = ({ width, height, samples, pixelType, data }: PixelBlock) =>
    `${width} x ${height} x ${samples} ${pixelType} (${data.constructor.name} of ${data.length})`;
  if (facts(got) !== facts(expected)) return `${facts(got)}, not ${facts(expected)}`;
  const at = got.data.findIndex((value, i) => !Object.is(value, expected.data[i]));
  if (at < 0) return null;
  const pixel = Math.floor(at / got.samples);
  const place = `${pixel % got.width}, ${Math.floor(pixel / got.width)}`;
  return `${got.data[at]} at ${place}, not ${expected.data[at]}`;
}
