import type { PixelBlock, Rectangle } from '../contract/image';

/**
 * The sum of many frames over a rectangle of the result, added in double precision. A group of frames counts when all
 * tiles of it are there, so that a group that is computed again with other tiles is never counted twice.
 */
export class FrameSum {
  readonly #sum: Float64Array;
  /** Tiles of a group that is not complete yet; null where there are none. */
  #group: Float64Array | null = null;
  /** Frames that are summed. */
  frames = 0;

  /** @param area Where the sum lies in the result, in its pixels. */
  constructor(readonly area: Rectangle) {
    this.#sum = new Float64Array(area.width * area.height);
  }

  /** Adds the sum of a group of frames that one tile covers all of, or else one of several tiles of that group. */
  add(block: PixelBlock, at: { x: number; y: number }): void {
    const { width, height } = this.area;
    const isWhole = block.width === width && block.height === height;
    const into = isWhole ? this.#sum : (this.#group ??= new Float64Array(width * height));
    for (let row = 0; row < block.height; row++) {
      const to = (at.y - this.area.y + row) * width + (at.x - this.area.x);
      const from = row * block.width;
      for (let i = 0; i < block.width; i++) into[to + i]! += block.data[from + i]!;
    }
  }

  /** All tiles of a group of so many frames are there. */
  complete(frames: number): void {
    this.#group?.forEach((value, i) => (this.#sum[i]! += value));
    this.#group = null;
    this.frames += frames;
  }

  /** Forgets the tiles of a group that was not completed. */
  dropGroup(): void {
    this.#group = null;
  }

  /** The sum so far, as float32. */
  block(): PixelBlock {
    const { width, height } = this.area;
    return { width, height, samples: 1, pixelType: 'float32', data: Float32Array.from(this.#sum) };
  }
}
