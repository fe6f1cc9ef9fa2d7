import { lutIndex, type Lut } from '../../src-main/imaging/lut';

/** A small plane as RGBA through a lookup table, as the panes show images. */
export function planePixels(
  values: ArrayLike<number>,
  range: { min: number; max: number },
  lut: Lut,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (let i = 0; i < values.length; i++) {
    const entry = 3 * lutIndex(values[i]!, range);
    pixels[4 * i] = lut[entry]!;
    pixels[4 * i + 1] = lut[entry + 1]!;
    pixels[4 * i + 2] = lut[entry + 2]!;
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}
