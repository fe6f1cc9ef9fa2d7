import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** What stands on a screen of Xvfb at this moment, read from the file in which Xvfb keeps its pixels. */
export class Framebuffer {
  readonly #file: number;
  readonly #pixelsAt: number;
  readonly #rowBytes: number;

  /** `folder` was given to `openDisplay`. The file is in X's window dump format: a header, colours, rows of pixels. */
  constructor(folder: string) {
    this.#file = openSync(join(folder, 'Xvfb_screen0'), 'r');
    const header = Buffer.alloc(100);
    readSync(this.#file, header, 0, header.length, 0);
    const [size, colours] = [header.readUInt32BE(0), header.readUInt32BE(19 * 4)];
    const colourBytes = 12;
    this.#pixelsAt = size + colours * colourBytes;
    this.#rowBytes = header.readUInt32BE(12 * 4);
    if (header.readUInt32BE(11 * 4) !== 32) throw new Error('The screen has not 32 bits a pixel.');
  }

  /** Pixels of a row from `x` on, four bytes each: blue, green, red, nothing. Answers `into`, filled. */
  row(x: number, y: number, into: Buffer): Buffer {
    readSync(this.#file, into, 0, into.length, this.#pixelsAt + y * this.#rowBytes + x * 4);
    return into;
  }

  close(): void {
    closeSync(this.#file);
  }
}
