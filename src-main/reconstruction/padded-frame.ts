import { catmullRomTaps } from '../imaging/catmull-rom';
import type { Loops, Reachable } from './loops';
import { columnsInside, type StripLayout } from './strip-layout';

/** A plane with zeros on every side, in the memory of the kernels. */
export class PaddedPlane {
  readonly #rows: Reachable<Float32Array>;

  constructor(
    loops: Loops,
    private readonly layout: StripLayout,
  ) {
    this.#rows = loops.floats(PaddedPlane.size(layout));
  }

  /** Values that a plane takes of the kernels' memory. */
  static size({ block, pad, stride }: StripLayout): number {
    return (block.height + 2 * pad) * stride;
  }

  get values(): Float32Array {
    return this.#rows.values;
  }

  /** Where pixel (`row`, `column`) of the block lies among the {@link values}. */
  index(row: number, column: number): number {
    const { pad, stride } = this.layout;
    return (row + pad) * stride + pad + column;
  }

  /** Where a row of the whole image begins, its zeros included. */
  pointer(row: number): number {
    const { block, pad, stride } = this.layout;
    return this.#rows.pointer + 4 * (row - block.y + pad) * stride;
  }
}

type Four = [number, number, number, number];

/** The frame's own intensity, magnified: J of SPEC's section 2.4, C[I] at an output pixel's centre or its corner. */
export class MagnifiedIntensity {
  readonly #frame: PaddedPlane;
  readonly #row: Reachable<Float32Array>;
  readonly #out: Reachable<Float32Array>;

  constructor(
    private readonly loops: Loops,
    private readonly layout: StripLayout,
    /** Of the sample within an output pixel: 1/2 is its centre, 0 its upper left corner. */
    private readonly within: number,
  ) {
    this.#frame = new PaddedPlane(loops, layout);
    this.#row = loops.floats(layout.stride);
    this.#out = loops.floats(layout.stride);
  }

  static sizes(layout: StripLayout): number[] {
    return [PaddedPlane.size(layout), layout.stride, layout.stride];
  }

  /** Takes a frame: the block's pixels, row by row. */
  take(frame: Float32Array): void {
    const { block } = this.layout;
    for (let row = 0; row < block.height; row++) {
      const from = row * block.width;
      this.#frame.values.set(frame.subarray(from, from + block.width), this.#frame.index(row, 0));
    }
  }

  /** Multiplies an output row, all columns of `keep`, with the intensity there. */
  weight(i: number, shift: { x: number; y: number }, output: Float32Array): void {
    const { m, block, keep, pad, stride } = this.layout;
    const y = (i + this.within) / m + shift.y;
    if (y < 0 || y >= this.layout.image.height) return void output.fill(0);
    const { kernel } = this.loops;
    const rows = catmullRomTaps(y);
    const [a, b, c, d] = [0, 1, 2, 3].map((tap) => this.#frame.pointer(rows.first + tap)) as Four;
    kernel.combine(a, b, c, d, ...rows.weights, this.#row.pointer, stride);
    for (let phase = 0; phase < m; phase++) {
      const beside = (phase + this.within) / m + shift.x;
      const { from, to } = columnsInside(this.layout, phase, beside);
      for (let l = keep.x; l < from; l++) output[m * (l - keep.x) + phase] = 0;
      for (let l = to; l < keep.x + keep.width; l++) output[m * (l - keep.x) + phase] = 0;
      if (to === from) continue;
      const { first, weights } = catmullRomTaps(beside);
      const tap = this.#row.pointer + 4 * (pad + from - block.x + first);
      kernel.combine(tap, tap + 4, tap + 8, tap + 12, ...weights, this.#out.pointer, to - from);
      const at = phase + m * (from - keep.x);
      for (let n = 0; n < to - from; n++) output[at + m * n]! *= this.#out.values[n]!;
    }
  }
}
