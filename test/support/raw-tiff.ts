import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** A little-endian TIFF of 16-bit planes without compression; several planes follow one another as ImageJ writes them. */
export interface RawTiff {
  width: number;
  height: number;
  planes?: number;
  /** Rows of a strip; all of them by default, as ImageJ has it. For a single plane. */
  rowsPerStrip?: number;
  /** The pixels of a row, or null to leave a hole in the file that reads as 0 and takes no space on the disk. */
  row(plane: number, y: number): Uint16Array | null;
}

const DESCRIPTION_AT = 512;
const STRIPS_AT = 1024;

/** Writes the file row by row, by hand: tests and benches of reading do not depend on our own writer, nor on memory. */
export function writeRawTiff(
  path: string,
  { width, height, planes = 1, rowsPerStrip = height, row }: RawTiff,
): void {
  const strips = Math.ceil(height / rowsPerStrip);
  const pixelsAt = strips === 1 ? STRIPS_AT : STRIPS_AT + 8 * strips;
  const rowBytes = width * 2;
  const stripBytes = (strip: number) => Math.min(rowsPerStrip, height - strip * rowsPerStrip) * rowBytes;
  const description =
    planes === 1 ? '' : `ImageJ=1.54f\nimages=${planes}\nframes=${planes}\nhyperstack=true\n`;
  const [SHORT, LONG, ASCII] = [3, 4, 2];
  const tags: [number, number, number, number][] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, 1, 16],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, 1],
    ...(description
      ? [[270, ASCII, description.length + 1, DESCRIPTION_AT] as [number, number, number, number]]
      : []),
    [273, LONG, strips, strips === 1 ? pixelsAt : STRIPS_AT],
    [277, SHORT, 1, 1],
    [278, LONG, 1, rowsPerStrip],
    [279, LONG, strips, strips === 1 ? stripBytes(0) : STRIPS_AT + 4 * strips],
  ];
  const head = Buffer.alloc(pixelsAt);
  head.write('II', 0, 'latin1');
  head.writeUInt16LE(42, 2);
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(tags.length, 8);
  tags.forEach(([tag, type, count, value], i) => {
    head.writeUInt16LE(tag, 10 + i * 12);
    head.writeUInt16LE(type, 12 + i * 12);
    head.writeUInt32LE(count, 14 + i * 12);
    head.writeUInt32LE(value, 18 + i * 12);
  });
  head.write(description, DESCRIPTION_AT, 'latin1');
  for (let strip = 0; strip < strips && strips > 1; strip++) {
    head.writeUInt32LE(pixelsAt + strip * rowsPerStrip * rowBytes, STRIPS_AT + 4 * strip);
    head.writeUInt32LE(stripBytes(strip), STRIPS_AT + 4 * (strips + strip));
  }
  const file = openSync(path, 'w');
  writeSync(file, head);
  ftruncateSync(file, pixelsAt + planes * height * rowBytes);
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < height; y++) {
      const pixels = row(plane, y);
      if (pixels) writeSync(file, pixels, 0, rowBytes, pixelsAt + (plane * height + y) * rowBytes);
    }
  }
  closeSync(file);
}
