import { catmullRomTaps } from '../imaging/catmull-rom';
import type { Loops, Reachable } from './loops';
import { columnsOfPhase, type StripLayout } from './strip-layout';

/** Rows with zeros around them, in the memory of the kernels: a frame, or its gradient along one axis. */
export class PaddedRows {
  readonly #rows: Reachable<Float32Array>;
  readonly #zeros: number;

  /** @param zeros Where a padded row of zeros lies. */
  constructor(
    loops: Loops,
    private readonly layout: StripLayout,
    zeros: number,
  ) {
    this.#rows = loops.floats(layout.block.height * layout.stride);
    this.#zeros = zeros;
  }

  /** Values that {@link PaddedRows} takes of the kernels' memory. */
  static size({ block, stride }: StripLayout): number {
    return block.height * stride;
  }

  get values(): Float32Array {
    return this.#rows.values;
  }

  /** Where pixel (`row`, `column`) of the block lies among the {@link values}. */
  index(row: number, column: number): number {
    return row * this.layout.stride + this.layout.pad + column;
  }

  /** Where a row of the whole image begins, its zeros included; outside the block it is a row of zeros. */
  pointer(row: number): number {
    const local = row - this.layout.block.y;
    const isInside = local >= 0 && local < this.layout.block.height;
    return isInside ? this.#rows.pointer + 4 * local * this.layout.stride : this.#zeros;
  }

  /** Interpolates all columns at a height of the whole image: `out` is a padded row. Zeros above and below the image. */
  atHeight(kernel: Loops['kernel'], y: number, out: number): void {
    const { first, weights } = catmullRomTaps(y);
    const [a, b, c, d] = [0, 1, 2, 3].map((tap) => this.pointer(first + tap)) as [
      number,
      number,
      number,
      number,
    ];
    kernel.combine(a, b, c, d, ...weights, out, this.layout.stride);
  }
}

/** The frame's own intensity, magnified: J of SPEC's section 2.4, C[I] at an output pixel's centre or its corner. */
export class MagnifiedIntensity {
  readonly #frame: PaddedRows;
  readonly #row: Reachable<Float32Array>;
  readonly #out: Reachable<Float32Array>;

  constructor(
    private readonly loops: Loops,
    private readonly layout: StripLayout,
    /** Of the sample within an output pixel: 1/2 is its centre, 0 its upper left corner. */
    private readonly within: number,
    zeros: number,
  ) {
    this.#frame = new PaddedRows(loops, layout, zeros);
    this.#row = loops.floats(layout.stride);
    this.#out = loops.floats(layout.stride);
  }

  static sizes(layout: StripLayout): number[] {
    return [PaddedRows.size(layout), layout.stride, layout.stride];
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
    const { m, block, keep, pad } = this.layout;
    const y = (i + this.within) / m + shift.y;
    if (y < 0 || y >= this.layout.image.height) return void output.fill(0);
    this.#frame.atHeight(this.loops.kernel, y, this.#row.pointer);
    for (let phase = 0; phase < m; phase++) {
      const { from, to } = columnsOfPhase(this.layout, phase);
      if (to <= from) continue;
      const { first, weights } = catmullRomTaps((phase + this.within) / m + shift.x);
      const tap = this.#row.pointer + 4 * (pad + from - block.x + first);
      this.loops.kernel.combine(tap, tap + 4, tap + 8, tap + 12, ...weights, this.#out.pointer, to - from);
      const at = phase + m * (from - keep.x);
      for (let n = 0; n < to - from; n++) output[at + m * n]! *= this.#out.values[n]!;
    }
  }
}
