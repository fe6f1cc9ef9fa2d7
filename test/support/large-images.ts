import { writeRawTiff } from './raw-tiff';

/** Writes a 16-bit image of waves that no two neighbouring rows share, row by row; answers the path. */
export function writeWaves(path: string, side: number): string {
  const pixels = new Uint16Array(side);
  writeRawTiff(path, {
    width: side,
    height: side,
    row(_, y) {
      for (let x = 0; x < side; x++) {
        pixels[x] =
          32_000 + 20_000 * Math.sin(x / 9) * Math.cos(y / 11) + 10_000 * Math.sin((x + 2 * y) / 300);
      }
      return pixels;
    },
  });
  return path;
}

/** Writes a stack of more than 10 GB that takes 8 MB on the disk: all planes but the first are holes. */
export function writeSparseStack(path: string): string {
  const side = 2048;
  const pixels = new Uint16Array(side).map((_, x) => 20_000 + 40_000 * (x & 64 ? 1 : 0));
  writeRawTiff(path, {
    width: side,
    height: side,
    planes: 1300,
    row: (plane) => (plane === 0 ? pixels : null),
  });
  return path;
}

/** Writes one plane of 20,000 x 20,000 pixels, stripes of which are holes. */
export function writeHugePlane(path: string): string {
  const side = 20_000;
  const pixels = new Uint16Array(side).map((_, x) => (x & 512 ? 60_000 : 0));
  writeRawTiff(path, {
    width: side,
    height: side,
    rowsPerStrip: 16,
    row: (_, y) => (y % 2000 < 1500 ? pixels : null),
  });
  return path;
}
