import { decode } from 'fast-png';

/** A picture of the screen: red, green and blue of its pixels. */
export class Picture {
  constructor(
    readonly width: number,
    readonly height: number,
    private readonly channels: number,
    private readonly data: ArrayLike<number>,
  ) {}

  static decode(png: Uint8Array): Picture {
    const { width, height, channels, data } = decode(png);
    return new Picture(width, height, channels, data);
  }

  /** The colour of a pixel. */
  at(x: number, y: number): [number, number, number] {
    const at = (y * this.width + x) * this.channels;
    return [this.data[at]!, this.data[at + 1]!, this.data[at + 2]!];
  }

  /** How many pixels differ from another picture of the same size. */
  difference(other: Picture): number {
    if (other.width !== this.width || other.height !== this.height) return this.width * this.height;
    let count = 0;
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        if (this.at(x, y).some((value, i) => value !== other.at(x, y)[i])) count++;
      }
    }
    return count;
  }

  /** How many different colours there are. */
  get colours(): number {
    const found = new Set<number>();
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        const [red, green, blue] = this.at(x, y);
        found.add((red << 16) | (green << 8) | blue);
      }
    }
    return found.size;
  }
}
