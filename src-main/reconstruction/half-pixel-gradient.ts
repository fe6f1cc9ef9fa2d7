import { catmullRomTaps } from '../imaging/catmull-rom';
import type { Loops, Reachable } from './loops';
import type { StripLayout } from './strip-layout';

/** Zeros on both sides of a row that is interpolated: what lies beyond the image is left out. */
const EDGE = 3;

/** Directions of eSRRF's gradient on the half-pixel grid, in the memory of the kernels: planes by parity, padded with zeros. */
export class HalfPixelGradient {
  readonly #planes: Reachable<Float32Array>;
  readonly #rows: number;
  readonly #gradient: { x: Float32Array; y: Float32Array };
  readonly #along: { x: Float64Array; y: Float64Array };

  /** @param offset Where a gradient lies from the grid's point that it is read for: 1/2 (centred) or 0 (reference). */
  constructor(
    loops: Loops,
    private readonly layout: StripLayout,
    private readonly offset: number,
  ) {
    const { block, pad } = layout;
    this.#rows = block.height + 2 * pad;
    this.#planes = loops.floats(HalfPixelGradient.size(layout));
    const pixels = block.width * block.height;
    this.#gradient = { x: new Float32Array(pixels), y: new Float32Array(pixels) };
    const padded = block.width + 2 * EDGE;
    this.#along = { x: new Float64Array(padded), y: new Float64Array(padded) };
  }

  /** Values that it takes of the kernels' memory: x and y of four parities. */
  static size({ block, pad, stride }: StripLayout): number {
    return 8 * (block.height + 2 * pad) * stride;
  }

  /** Bytes from a direction's x to its y. */
  get second(): number {
    return 16 * this.#rows * this.layout.stride;
  }

  /** Where the direction at (Ky, Kx) / 2 lies, Ky and Kx counted over the whole image. */
  pointer(ky: number, kx: number): number {
    return this.#planes.pointer + 4 * this.#index(ky, kx);
  }

  #index(ky: number, kx: number): number {
    const { block, pad, stride } = this.layout;
    const plane = 2 * (ky & 1) + (kx & 1);
    const row = (ky >> 1) - block.y + pad;
    const column = (kx >> 1) - block.x + pad;
    return (plane * this.#rows + row) * stride + column;
  }

  /** Takes a frame: the block's pixels, row by row. */
  take(frame: Float32Array): void {
    this.#differ(frame);
    const { block, image } = this.layout;
    for (let ky = 2 * block.y; ky < 2 * (block.y + block.height); ky++) {
      const y = ky / 2 + this.offset;
      const isUsed = ky > 0 && y < image.height; // the grid's first row is never a sample
      if (isUsed) this.#interpolateRows(y);
      for (const parity of [0, 1]) this.#writeRow(ky, parity, isUsed);
    }
  }

  /** The sum of both Roberts diagonals, turned back by 45 degrees: the gradient at each pixel's upper left corner. */
  #differ(frame: Float32Array): void {
    const { width, height } = this.layout.block;
    const { x, y } = this.#gradient;
    for (let row = 0; row < height; row++) {
      const here = row * width;
      const above = row > 0 ? here - width : here;
      for (let column = 0; column < width; column++) {
        const left = column > 0 ? column - 1 : 0;
        const falling = frame[here + column]! - frame[above + left]!;
        const rising = frame[above + column]! - frame[here + left]!;
        x[here + column] = rising + falling;
        y[here + column] = falling - rising;
      }
    }
  }

  /** Both components of all columns at a height of the whole image. */
  #interpolateRows(height: number): void {
    const { block } = this.layout;
    const { first, weights } = catmullRomTaps(height);
    const { x, y } = this.#along;
    x.fill(0);
    y.fill(0);
    for (let tap = 0; tap < 4; tap++) {
      const row = first + tap - block.y;
      if (row < 0 || row >= block.height) continue;
      const weight = weights[tap]!;
      const from = row * block.width;
      for (let column = 0; column < block.width; column++) {
        x[EDGE + column]! += weight * this.#gradient.x[from + column]!;
        y[EDGE + column]! += weight * this.#gradient.y[from + column]!;
      }
    }
  }

  /** Writes the directions of a row's points of one parity; 0 where there is no gradient or no sample. */
  #writeRow(ky: number, parity: number, isUsed: boolean): void {
    const { block, image } = this.layout;
    const { values } = this.#planes;
    const to = this.#index(ky, 2 * block.x + parity);
    const second = this.second / 4;
    const { first, weights } = catmullRomTaps(parity / 2 + this.offset);
    const [w0, w1, w2, w3] = weights;
    const { x, y } = this.#along;
    for (let column = 0; column < block.width; column++) {
      const kx = 2 * (block.x + column) + parity;
      const isInside = isUsed && kx > 0 && kx / 2 + this.offset < image.width;
      const tap = EDGE + column + first;
      const gx = w0 * x[tap]! + w1 * x[tap + 1]! + w2 * x[tap + 2]! + w3 * x[tap + 3]!;
      const gy = w0 * y[tap]! + w1 * y[tap + 1]! + w2 * y[tap + 2]! + w3 * y[tap + 3]!;
      const length = isInside ? Math.sqrt(gx * gx + gy * gy) : 0;
      values[to + column] = length > 0 ? gx / length : 0;
      values[to + second + column] = length > 0 ? gy / length : 0;
    }
  }
}
