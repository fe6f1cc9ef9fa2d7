import type { FrameShift } from '../contract/reconstruction';
import { catmullRomTaps } from '../imaging/catmull-rom';
import type { Loops, Reachable } from './loops';
import { columnsInside, type StripLayout } from './strip-layout';

/** Values of an entry of either table. */
const ENTRY = 8;

type Table = Reachable<Float32Array> & { integers: Int32Array };

/**
 * Where the ring points of SRRF lie, as the kernel reads it (`kernels/loops.ts`): the same for all output pixels that lie m
 * apart, so there is a table of rows for each phase, and one of columns for all.
 */
export class RingTables {
  readonly #rings: Table;
  readonly #columns: Table;

  constructor(
    loops: Loops,
    private readonly layout: StripLayout,
    private readonly points: number,
  ) {
    const [rings, columns] = RingTables.sizes(layout, points);
    this.#rings = loops.table(rings);
    this.#columns = loops.table(columns);
  }

  /** Values that the tables take of the kernels' memory. */
  static sizes({ m }: StripLayout, points: number): [rings: number, columns: number] {
    return [m * points * ENTRY, points * m * ENTRY];
  }

  /** The table of rows for output rows m k + `phase`, and that of columns. */
  pointers(phase: number): { rings: number; columns: number } {
    return { rings: this.#rings.pointer + 4 * phase * this.points * ENTRY, columns: this.#columns.pointer };
  }

  /** Fills the tables for a ring of `radius` input pixels and frames that have moved by `shift`. */
  fill(radius: number, shift: FrameShift): void {
    const { m } = this.layout;
    for (let q = 0; q < this.points; q++) {
      const angle = (2 * Math.PI * q) / this.points;
      const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
      for (let phase = 0; phase < m; phase++) {
        const centre = (phase + 0.5) / m;
        // In single precision, a ring point that is meant to lie on a pixel's centre lies there, where a flat pixel has no
        // gradient; the last bit of a sine would give it any direction.
        const below = Math.fround(centre + radius * sine + shift.y);
        const beside = Math.fround(centre + radius * cosine + shift.x);
        this.#fillRow(phase * this.points + q, below, cosine, sine);
        this.#fillColumn(q * m + phase, phase, beside);
      }
    }
  }

  #fillRow(entry: number, below: number, cosine: number, sine: number): void {
    const { values, integers } = this.#rings;
    const { first, weights } = catmullRomTaps(below);
    const at = entry * ENTRY;
    values[at] = below;
    integers[at + 1] = 4 * first * this.layout.stride;
    values.set(weights, at + 2);
    values[at + 6] = cosine;
    values[at + 7] = sine;
  }

  #fillColumn(entry: number, phase: number, beside: number): void {
    const { block, keep, pad } = this.layout;
    const { values, integers } = this.#columns;
    const { first, weights } = catmullRomTaps(beside);
    const { from, to } = columnsInside(this.layout, phase, beside);
    const at = entry * ENTRY;
    integers[at] = 4 * (pad + from - block.x + first);
    values.set(weights, at + 1);
    integers[at + 5] = 4 * (from - keep.x);
    integers[at + 6] = to - from;
  }
}
