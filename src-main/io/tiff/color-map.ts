/** A LUT (256 x RGB) from the ColorMap of a palette image (all reds, all greens, all blues, 16 bits each), or null. */
export function lutFromColorMap(values: number[]): Uint8Array | null {
  if (values.length !== 768) return null;
  // Some programs write 8-bit values into the 16-bit fields.
  const scale = values.some((value) => value > 255) ? 256 : 1;
  const lut = new Uint8Array(768);
  for (let i = 0; i < 256; i++) {
    for (let c = 0; c < 3; c++) lut[i * 3 + c] = Math.floor(values[c * 256 + i]! / scale);
  }
  return lut;
}

/** A LUT from black to a colour. */
export function lutOfColor(red: number, green: number, blue: number): Uint8Array {
  const lut = new Uint8Array(768);
  for (let i = 0; i < 256; i++) {
    lut[i * 3] = Math.round((red * i) / 255);
    lut[i * 3 + 1] = Math.round((green * i) / 255);
    lut[i * 3 + 2] = Math.round((blue * i) / 255);
  }
  return lut;
}
