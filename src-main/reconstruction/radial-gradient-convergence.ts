import type { EsrrfParams, FrameShift, ReconstructionStrip } from '../contract/reconstruction';
import { ConvergenceWeights, type ConvergenceSample } from './convergence-samples';
import type { FrameReconstruction } from './frame-reconstruction';
import { HalfPixelGradient } from './half-pixel-gradient';
import { Loops, type Reachable } from './loops';
import { MagnifiedIntensity } from './padded-frame';
import { columnsOfPhase, layoutOf, type Span, type StripLayout } from './strip-layout';

/** Values of an entry of the kernel's table. */
const ENTRY = 4;

/** What all output pixels of one pair of phases have in common. */
interface Phase {
  /** Grid point of the first such pixel, in half pixels: K0 of pixel (m k + a, m l + b) is this + 2 (k, l). */
  ky: number;
  kx: number;
  samples: ConvergenceSample[];
  /** Sum of all weights. */
  whole: number;
  /** Where the kernel's table lies. */
  table: number;
}

/**
 * eSRRF's radial gradient convergence of a frame (Laine 2023): the part, weighted by distance, of the gradients around
 * each output pixel that point to it, to the power of the sensitivity; times the frame's own intensity, where that was
 * chosen.
 *
 * Gradients are used on the half-pixel grid only, so output pixels that lie m apart see the same samples: the kernel runs
 * along rows of input pixels.
 */
export class RadialGradientConvergence implements FrameReconstruction {
  readonly layout: StripLayout;
  readonly #loops: Loops;
  readonly #intensity: MagnifiedIntensity;
  readonly #gradient: HalfPixelGradient;
  readonly #weights: ConvergenceWeights;
  readonly #tables: Reachable<Float32Array> & { integers: Int32Array };
  readonly #sum: Reachable<Float32Array>;
  #phases: Phase[] = [];
  #shift: FrameShift | null = null;

  constructor(
    strip: ReconstructionStrip,
    private readonly params: EsrrfParams,
  ) {
    const layout = layoutOf(strip);
    const { m, stride } = layout;
    const isCentred = params.placement === 'centred';
    this.layout = layout;
    this.#weights = new ConvergenceWeights(params.radius);
    const tables = m * m * (2 * this.#weights.farthest + 1) ** 2 * ENTRY;
    const sizes = MagnifiedIntensity.sizes(layout);
    this.#loops = new Loops([...sizes, HalfPixelGradient.size(layout), tables, stride]);
    this.#intensity = new MagnifiedIntensity(this.#loops, layout, isCentred ? 0.5 : 0);
    this.#gradient = new HalfPixelGradient(this.#loops, layout, isCentred ? 0.5 : 0);
    this.#tables = this.#loops.table(tables);
    this.#sum = this.#loops.floats(stride);
  }

  compute(frame: Float32Array, shift: FrameShift, output: Float32Array): void {
    const { m, keep, rows } = this.layout;
    this.#gradient.take(frame);
    this.#intensity.take(frame);
    this.#preparePhases(shift);
    const length = m * keep.width;
    output.fill(0);
    for (let i = rows.from; i < rows.to; i++) {
      const at = (i - keep.y * m) * length;
      const row = output.subarray(at, at + length);
      for (let b = 0; b < m; b++) this.#fillPhase(i, b, row);
      raise(row, this.params.sensitivity);
      if (this.params.intensityWeighting) this.#intensity.weight(i, shift, row);
    }
  }

  /** Fills the tables of all phases for frames that have moved so far. */
  #preparePhases(shift: FrameShift): void {
    if (this.#shift && this.#shift.x === shift.x && this.#shift.y === shift.y) return;
    const { m } = this.layout;
    this.#shift = { ...shift };
    this.#phases = [];
    for (let a = 0; a < m; a++) {
      for (let b = 0; b < m; b++) {
        const y = (a + 0.5) / m + shift.y;
        const x = (b + 0.5) / m + shift.x;
        const [ky, kx] = [Math.floor(2 * y), Math.floor(2 * x)];
        const samples = this.#weights.samples(y - ky / 2, x - kx / 2);
        const whole = samples.reduce((sum, { weight }) => sum + weight, 0);
        const table = this.#writeTable(a * m + b, ky, kx, samples);
        this.#phases.push({ ky, kx, samples, whole, table });
      }
    }
  }

  /** Offsets are from where the direction at grid point (0, 0) would lie, moved by whole pixels. */
  #writeTable(phase: number, ky: number, kx: number, samples: ConvergenceSample[]): number {
    const { values, integers, pointer } = this.#tables;
    const origin = this.#gradient.pointer(0, 0);
    const begin = phase * (2 * this.#weights.farthest + 1) ** 2 * ENTRY;
    samples.forEach(({ row, column, x, y, weight }, n) => {
      const at = begin + n * ENTRY;
      integers[at] = this.#gradient.pointer(ky + row, kx + column) - origin;
      values[at + 1] = x;
      values[at + 2] = y;
      values[at + 3] = weight;
    });
    return pointer + 4 * begin;
  }

  /** Q / P of the output pixels of row `i` and phase `b`. */
  #fillPhase(i: number, b: number, row: Float32Array): void {
    const { m, keep } = this.layout;
    const { from, to } = columnsOfPhase(this.layout, b);
    if (to <= from) return;
    const k = Math.floor(i / m);
    const phase = this.#phases[(i - k * m) * m + b]!;
    this.#loops.kernel.convergence(
      phase.table,
      phase.samples.length,
      this.#gradient.pointer(2 * k, 2 * from),
      this.#gradient.second,
      this.#sum.pointer,
      to - from,
    );
    const ky = phase.ky + 2 * k;
    const whole: Span = this.#wholeColumns(phase, ky, { from, to });
    for (let l = from; l < to; l++) {
      const isWhole = l >= whole.from && l < whole.to;
      const weights = isWhole ? phase.whole : weightsInside(phase.samples, ky, phase.kx + 2 * l);
      row[m * (l - keep.x) + b] = weights > 0 ? this.#sum.values[l - from]! / weights : 0;
    }
  }

  /** Columns none of whose samples lie in the grid's first row or column, or before them: those are never used. */
  #wholeColumns({ kx }: Phase, ky: number, { from, to }: Span): Span {
    const { farthest } = this.#weights;
    if (ky - farthest <= 0) return { from, to: from };
    return { from: Math.max(from, Math.floor((farthest - kx) / 2) + 1), to };
  }
}

function weightsInside(samples: ConvergenceSample[], ky: number, kx: number): number {
  let sum = 0;
  for (const { row, column, weight } of samples) if (ky + row > 0 && kx + column > 0) sum += weight;
  return sum;
}

/** Raises values from 0 to 1 to a power of at least 1; whole powers by multiplying, which is many times faster. */
function raise(values: Float32Array, power: number): void {
  if (!Number.isInteger(power)) {
    for (let n = 0; n < values.length; n++) values[n] = values[n]! ** power;
    return;
  }
  for (let n = 0; n < values.length && power > 1; n++) {
    const value = values[n]!;
    let product = value;
    for (let factor = 1; factor < power; factor++) product *= value;
    values[n] = product;
  }
}
