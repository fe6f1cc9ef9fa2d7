import type { FrameShift, ReconstructionStrip, SrrfParams } from '../contract/reconstruction';
import type { FrameReconstruction } from './frame-reconstruction';
import { Loops, type Reachable } from './loops';
import { MagnifiedIntensity, PaddedPlane } from './padded-frame';
import { RingTables } from './ring-tables';
import { layoutOf, type StripLayout } from './strip-layout';

/**
 * SRRF's radiality of a frame (Gustafsson 2016): how strongly the gradients on a ring around each output pixel point to
 * it, the mean over the ring of s (1 - d/R)^2, where d is the distance of the pixel from the line along the gradient and
 * s is -1 where that points outwards; times the frame's own intensity, where that was chosen.
 *
 * Interpolation is separable, and the ring points of output pixels that lie m apart have the same weights: the kernel
 * runs along rows of input pixels, phase by phase.
 */
export class Radiality implements FrameReconstruction {
  readonly layout: StripLayout;
  readonly #loops: Loops;
  readonly #intensity: MagnifiedIntensity;
  readonly #gradientX: PaddedPlane;
  readonly #gradientY: PaddedPlane;
  readonly #alongX: Reachable<Float32Array>;
  readonly #alongY: Reachable<Float32Array>;
  readonly #sum: Reachable<Float32Array>;
  readonly #tables: RingTables;
  readonly #points: number;
  #shift: FrameShift | null = null;

  constructor(
    strip: ReconstructionStrip,
    private readonly params: SrrfParams,
  ) {
    const layout = layoutOf(strip);
    const row = layout.m * layout.keep.width;
    const plane = PaddedPlane.size(layout);
    this.layout = layout;
    this.#points = 2 * params.ringAxes;
    this.#loops = new Loops([
      ...MagnifiedIntensity.sizes(layout),
      ...RingTables.sizes(layout, this.#points),
      ...[plane, plane, layout.stride, layout.stride, row],
    ]);
    this.#intensity = new MagnifiedIntensity(this.#loops, layout, params.placement === 'centred' ? 0.5 : 0);
    this.#tables = new RingTables(this.#loops, layout, this.#points);
    this.#gradientX = new PaddedPlane(this.#loops, layout);
    this.#gradientY = new PaddedPlane(this.#loops, layout);
    this.#alongX = this.#loops.floats(layout.stride);
    this.#alongY = this.#loops.floats(layout.stride);
    this.#sum = this.#loops.floats(row);
  }

  compute(frame: Float32Array, shift: FrameShift, output: Float32Array): void {
    const { m, keep, rows } = this.layout;
    this.#takeGradient(frame);
    this.#intensity.take(frame);
    this.#fillTables(shift);
    const length = m * keep.width;
    output.fill(0);
    for (let i = rows.from; i < rows.to; i++) {
      this.#sum.values.fill(0);
      this.#addRing(i);
      const at = (i - keep.y * m) * length;
      const row = output.subarray(at, at + length);
      this.#takeSum(row);
      if (this.params.intensityWeighting) this.#intensity.weight(i, shift, row);
    }
  }

  /** Differences of a pixel's two neighbours along each axis; 0 in the outermost rows and columns. */
  #takeGradient(frame: Float32Array): void {
    const { width, height } = this.layout.block;
    const { values: gx } = this.#gradientX;
    const { values: gy } = this.#gradientY;
    for (let row = 1; row < height - 1; row++) {
      const at = row * width;
      const to = this.#gradientX.index(row, 0);
      for (let column = 1; column < width - 1; column++) {
        const here = at + column;
        gx[to + column] = frame[here + 1]! - frame[here - 1]!;
        gy[to + column] = frame[here + width]! - frame[here - width]!;
      }
    }
  }

  #fillTables(shift: FrameShift): void {
    if (this.#shift && this.#shift.x === shift.x && this.#shift.y === shift.y) return;
    this.#shift = { ...shift };
    this.#tables.fill(this.params.ringRadius, shift);
  }

  /** Sums over the ring of all pixels of output row `i`. */
  #addRing(i: number): void {
    const { m, image, keep, stride } = this.layout;
    const k = Math.floor(i / m);
    const { rings, columns } = this.#tables.pointers(i - k * m);
    const row = this.#gradientX.pointer(k);
    const second = this.#gradientY.pointer(k) - row;
    this.#loops.kernel.ringRow(
      rings,
      this.#points,
      columns,
      m,
      row,
      second,
      stride,
      k,
      image.height,
      this.#alongX.pointer,
      this.#alongY.pointer,
      this.#sum.pointer,
      keep.width,
    );
  }

  /** Fills an output row with the mean over the ring, which lies phase after phase. */
  #takeSum(row: Float32Array): void {
    const { m, keep } = this.layout;
    const { values } = this.#sum;
    const least = this.params.signed ? Number.NEGATIVE_INFINITY : 0;
    for (let phase = 0; phase < m; phase++) {
      const from = phase * keep.width;
      for (let n = 0; n < keep.width; n++)
        row[m * n + phase] = Math.max(values[from + n]! / this.#points, least);
    }
  }
}
