/**
 * Tables of ImageJ (ij.plugin.LutLoader, public domain). "Fire" and "Ice" are given by 32 colours each, red, green, blue
 * in turn, between which ImageJ interpolates.
 */
export const FIRE = [
  0, 0, 0, 0, 0, 61, 1, 0, 96, 25, 0, 130, 49, 0, 165, 73, 0, 192, 98, 0, 220, 122, 0, 227, 146, 0, 210, 162,
  0, 181, 173, 0, 151, 184, 0, 122, 195, 0, 93, 207, 14, 64, 217, 35, 35, 229, 57, 5, 240, 79, 0, 252, 101, 0,
  255, 117, 0, 255, 133, 0, 255, 147, 0, 255, 161, 0, 255, 175, 0, 255, 190, 0, 255, 205, 0, 255, 219, 0, 255,
  234, 0, 255, 248, 35, 255, 255, 98, 255, 255, 160, 255, 255, 223, 255, 255, 255,
] as const;

/** See {@link FIRE}. */
export const ICE = [
  0, 156, 140, 0, 165, 147, 0, 176, 158, 0, 184, 166, 0, 190, 170, 0, 196, 176, 19, 193, 209, 29, 184, 220,
  50, 171, 234, 48, 162, 225, 79, 146, 236, 112, 125, 246, 134, 107, 250, 158, 93, 251, 186, 81, 250, 201, 87,
  250, 217, 92, 245, 229, 97, 230, 242, 95, 230, 250, 93, 222, 250, 93, 202, 250, 90, 180, 250, 85, 163, 251,
  69, 142, 250, 64, 123, 250, 54, 114, 250, 47, 106, 250, 35, 94, 251, 19, 84, 251, 0, 64, 243, 4, 26, 230, 0,
  27,
] as const;

/** Colours spread over 256 entries as ImageJ does: straight lines between neighbours, the last one kept, truncated. */
export function interpolated(colours: readonly number[]): Uint8Array {
  const count = colours.length / 3;
  const lut = new Uint8Array(768);
  for (let i = 0; i < 256; i++) {
    const at = (i * count) / 256;
    const below = Math.floor(at);
    const above = Math.min(below + 1, count - 1);
    const part = at - below;
    for (let c = 0; c < 3; c++) {
      lut[i * 3 + c] = Math.trunc((1 - part) * colours[below * 3 + c]! + part * colours[above * 3 + c]!);
    }
  }
  return lut;
}

/** All hues, at full saturation and brightness. */
export function spectrum(): Uint8Array {
  return filled((i) => {
    const hue = (i / 255) * 6;
    const sector = Math.floor(hue) % 6;
    const rising = hue - Math.floor(hue);
    const falling = 1 - rising;
    const [red, green, blue] = [
      [1, rising, 0],
      [falling, 1, 0],
      [0, 1, rising],
      [0, falling, 1],
      [rising, 0, 1],
      [1, 0, falling],
    ][sector]!;
    const byte = (value: number): number => Math.floor(value * 255 + 0.5);
    return [byte(red!), byte(green!), byte(blue!)];
  });
}

/** Three bits of red, three of green, two of blue: how 8-bit colour images store them. */
export function rgb332(): Uint8Array {
  return filled((i) => [i & 0xe0, (i << 3) & 0xe0, (i << 6) & 0xc0]);
}

/** Red for the lower half, green for the upper. */
export function redGreen(): Uint8Array {
  return filled((i) => (i < 128 ? [i * 2, 0, 0] : [0, i * 2 - 256, 0]));
}

function filled(colour: (i: number) => [number, number, number]): Uint8Array {
  const lut = new Uint8Array(768);
  for (let i = 0; i < 256; i++) lut.set(colour(i), i * 3);
  return lut;
}
