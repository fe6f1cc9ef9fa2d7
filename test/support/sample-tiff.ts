/** What the sample stack is: frames of 16-bit pixels at 0.1 µm, half a second apart. */
export interface SampleStack {
  width: number;
  height: number;
  frames: number;
}

/** The value of a pixel of the sample stack: smooth structure that differs in every frame, 0 to 65535. */
export function samplePixel(frame: number, x: number, y: number): number {
  const wave = Math.sin(x / 7 + frame) * Math.cos(y / 5 - frame / 3) + Math.sin((x * y) / 900);
  return Math.round(((wave + 2) / 4) * 65_535);
}

/**
 * The bytes of an ImageJ stack as ImageJ itself lays it out: big endian, one IFD for each frame, planes after them,
 * written by hand so that tests of reading do not depend on our own writer.
 */
export function imageJTiff({ width, height, frames }: SampleStack): Buffer {
  const description = Buffer.from(
    `ImageJ=1.54f\nimages=${frames}\nframes=${frames}\nhyperstack=true\nunit=micron\nfinterval=0.5\nloop=false\n\0`,
    'latin1',
  );
  const entries = 12;
  const ifdBytes = 2 + entries * 12 + 4;
  const descriptionAt = 8 + frames * ifdBytes;
  const resolutionAt = descriptionAt + description.length + (description.length % 2);
  const pixelsAt = resolutionAt + 8;
  const planeBytes = width * height * 2;
  const file = Buffer.alloc(pixelsAt + frames * planeBytes);
  file.write('MM', 0, 'latin1');
  file.writeUInt16BE(42, 2);
  file.writeUInt32BE(8, 4);
  description.copy(file, descriptionAt);
  file.writeUInt32BE(10_000_000, resolutionAt);
  file.writeUInt32BE(1_000_000, resolutionAt + 4);

  const [SHORT, LONG, RATIONAL, ASCII] = [3, 4, 5, 2];
  for (let frame = 0; frame < frames; frame++) {
    const tags: [number, number, number, number][] = [
      [256, LONG, 1, width],
      [257, LONG, 1, height],
      [258, SHORT, 1, 16],
      [259, SHORT, 1, 1],
      [262, SHORT, 1, 1],
      [270, ASCII, description.length, descriptionAt],
      [273, LONG, 1, pixelsAt + frame * planeBytes],
      [277, SHORT, 1, 1],
      [278, LONG, 1, height],
      [279, LONG, 1, planeBytes],
      [282, RATIONAL, 1, resolutionAt],
      [283, RATIONAL, 1, resolutionAt],
    ];
    const at = 8 + frame * ifdBytes;
    file.writeUInt16BE(entries, at);
    tags.forEach(([tag, type, count, value], i) => {
      const entry = at + 2 + i * 12;
      file.writeUInt16BE(tag, entry);
      file.writeUInt16BE(type, entry + 2);
      file.writeUInt32BE(count, entry + 4);
      if (type === SHORT) file.writeUInt16BE(value, entry + 8);
      else file.writeUInt32BE(value, entry + 8);
    });
    file.writeUInt32BE(frame + 1 < frames ? at + ifdBytes : 0, at + 2 + entries * 12);
    for (let y = 0, to = pixelsAt + frame * planeBytes; y < height; y++) {
      for (let x = 0; x < width; x++, to += 2) file.writeUInt16BE(samplePixel(frame, x, y), to);
    }
  }
  return file;
}
