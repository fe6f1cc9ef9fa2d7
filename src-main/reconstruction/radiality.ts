import type { FrameShift, ReconstructionStrip, SrrfParams } from '../contract/reconstruction';
import { catmullRomTaps } from '../imaging/catmull-rom';
import { Loops, type Reachable } from './loops';
import { MagnifiedIntensity, PaddedRows } from './padded-frame';
import type { FrameReconstruction } from './frame-reconstruction';
import { columnsOfPhase, layoutOf, type StripLayout } from './strip-layout';

/**
 * SRRF's radiality of a frame (Gustafsson 2016): how strongly the gradients on a ring around each output pixel point to
 * it, the mean over the ring of s (1 - d/R)^2, where d is the distance of the pixel from the line along the gradient and
 * s is -1 where that points outwards; times the frame's own intensity, where that was chosen.
 *
 * Interpolation is separable, and the ring points of output pixels that lie m apart have the same weights: the kernels
 * run along rows of input pixels, phase by phase.
 */
export class Radiality implements FrameReconstruction {
  readonly layout: StripLayout;
  readonly #loops: Loops;
  readonly #intensity: MagnifiedIntensity;
  readonly #gradientX: PaddedRows;
  readonly #gradientY: PaddedRows;
  readonly #alongX: Reachable<Float32Array>;
  readonly #alongY: Reachable<Float32Array>;
  readonly #sum: Reachable<Float32Array>;

  constructor(
    strip: ReconstructionStrip,
    private readonly params: SrrfParams,
  ) {
    const layout = layoutOf(strip);
    const { stride } = layout;
    const row = layout.m * layout.keep.width;
    this.layout = layout;
    this.#loops = new Loops([
      stride,
      ...MagnifiedIntensity.sizes(layout),
      PaddedRows.size(layout),
      PaddedRows.size(layout),
      stride,
      stride,
      row,
    ]);
    const { pointer: zeros } = this.#loops.floats(stride);
    this.#intensity = new MagnifiedIntensity(
      this.#loops,
      layout,
      params.placement === 'centred' ? 0.5 : 0,
      zeros,
    );
    this.#gradientX = new PaddedRows(this.#loops, layout, zeros);
    this.#gradientY = new PaddedRows(this.#loops, layout, zeros);
    this.#alongX = this.#loops.floats(stride);
    this.#alongY = this.#loops.floats(stride);
    this.#sum = this.#loops.floats(row);
  }

  compute(frame: Float32Array, shift: FrameShift, output: Float32Array): void {
    const { m, keep, rows } = this.layout;
    this.#takeGradient(frame);
    this.#intensity.take(frame);
    const points = 2 * this.params.ringAxes;
    const length = m * keep.width;
    output.fill(0);
    for (let i = rows.from; i < rows.to; i++) {
      this.#sum.values.fill(0);
      for (let q = 0; q < points; q++) this.#addRingPoint(i, (2 * Math.PI * q) / points, shift);
      const at = (i - keep.y * m) * length;
      const row = output.subarray(at, at + length);
      this.#takeSum(row, points);
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

  /** Fills an output row with the mean over the ring, which lies phase after phase. */
  #takeSum(row: Float32Array, points: number): void {
    const { m, keep } = this.layout;
    const { values } = this.#sum;
    for (let phase = 0; phase < m; phase++) {
      const from = phase * keep.width;
      for (let n = 0; n < keep.width; n++) {
        const radiality = values[from + n]! / points;
        row[m * n + phase] = radiality > 0 || this.params.signed ? radiality : 0;
      }
    }
  }

  /** Adds what one ring point says to all pixels of output row `i`. */
  #addRingPoint(i: number, angle: number, shift: FrameShift): void {
    const { m, image, block, keep, pad } = this.layout;
    const { kernel } = this.#loops;
    const radius = this.params.ringRadius * m;
    const sine = Math.sin(angle);
    const cosine = Math.cos(angle);
    const y = (i + 0.5 + radius * sine) / m + shift.y;
    if (y < 0 || y >= image.height) return;
    this.#gradientX.atHeight(kernel, y, this.#alongX.pointer);
    this.#gradientY.atHeight(kernel, y, this.#alongY.pointer);
    for (let phase = 0; phase < m; phase++) {
      const beside = (phase + 0.5 + radius * cosine) / m + shift.x;
      const { first, weights } = catmullRomTaps(beside);
      const columns = columnsOfPhase(this.layout, phase);
      const from = Math.max(columns.from, Math.ceil(-beside));
      const to = Math.min(columns.to, Math.ceil(image.width - beside));
      if (to <= from) continue;
      const tap = 4 * (pad + from - block.x + first);
      kernel.ringPoint(
        this.#alongX.pointer + tap,
        this.#alongY.pointer + tap,
        ...weights,
        cosine,
        sine,
        this.#sum.pointer + 4 * (phase * keep.width + from - keep.x),
        to - from,
      );
    }
  }
}
