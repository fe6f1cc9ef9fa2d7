import type { PixelArray, PixelBlock, PixelType } from '../contract/image';
import { PIXEL_TYPES } from './pixel-types';

/** Rows of pixels, and where each begins. */
interface Row {
  data: PixelArray;
  at: number;
}

/**
 * Writes one row of the next level of a pyramid: means of 2 x 2 pixels of `upper` and `lower`, which have `width` pixels
 * of `samples` interleaved samples. A last pixel without a neighbour is taken twice; so is a last row (`lower` is then
 * `upper`). Integers are rounded, halves up. Of floats the finite ones are averaged; where none is, the first stays.
 */
function halveRow(
  upper: Row,
  lower: Row,
  { width, samples, pixelType }: { width: number; samples: number; pixelType: PixelType },
  target: Row,
): void {
  const { integer, bytes } = PIXEL_TYPES[pixelType];
  if (!integer) return halveWith(upper, lower, width, samples, target, meanOfFinite);
  if (bytes > 2) return halveWith(upper, lower, width, samples, target, roundedMean);
  // Sums of small integers fit 32 bits: the one loop that all the pixels of a large plane go through.
  const [a, b, out] = [upper.data, lower.data, target.data];
  const pairs = width >> 1;
  for (let sample = 0; sample < samples; sample++) {
    let [i, j, to] = [upper.at + sample, lower.at + sample, target.at + sample];
    for (let x = 0; x < pairs; x++) {
      out[to] = (a[i]! + a[i + samples]! + b[j]! + b[j + samples]! + 2) >> 2;
      i += 2 * samples;
      j += 2 * samples;
      to += samples;
    }
    if (width % 2 === 1) out[to] = (a[i]! + b[j]! + 1) >> 1;
  }
}

type Mean = (a: number, b: number, c: number, d: number) => number;

function halveWith(upper: Row, lower: Row, width: number, samples: number, target: Row, mean: Mean): void {
  const [a, b, out] = [upper.data, lower.data, target.data];
  for (let sample = 0; sample < samples; sample++) {
    let [i, j, to] = [upper.at + sample, lower.at + sample, target.at + sample];
    for (let x = 0; x < width; x += 2) {
      const next = x + 1 < width ? samples : 0;
      out[to] = mean(a[i]!, a[i + next]!, b[j]!, b[j + next]!);
      i += 2 * samples;
      j += 2 * samples;
      to += samples;
    }
  }
}

function roundedMean(a: number, b: number, c: number, d: number): number {
  return Math.floor((a + b + c + d + 2) / 4);
}

function meanOfFinite(a: number, b: number, c: number, d: number): number {
  const sum = a + b + c + d;
  if (sum - sum === 0) return sum / 4;
  const finite = [a, b, c, d].filter(Number.isFinite);
  return finite.length === 0 ? a : finite.reduce((mean, value) => mean + value / finite.length, 0);
}

/** The next level of a pyramid of a whole block: see {@link halveRow}. */
export function halveBlock(block: PixelBlock): PixelBlock {
  const { width, height, samples, pixelType, data } = block;
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const halved = PIXEL_TYPES[pixelType].make(half.width * half.height * samples);
  for (let y = 0; y < half.height; y++) {
    const upper = { data, at: 2 * y * width * samples };
    const lower = 2 * y + 1 < height ? { data, at: upper.at + width * samples } : upper;
    halveRow(upper, lower, block, { data: halved, at: y * half.width * samples });
  }
  return { width: half.width, height: half.height, samples, pixelType, data: halved };
}

/** What a {@link PyramidBuilder} is to make of the rows it is given. */
export interface PyramidPlan {
  width: number;
  height: number;
  samples: number;
  pixelType: PixelType;
  /** Halvings to make, the first being number 1. */
  levels: number;
  /** Side of the tiles, an even number. */
  tile: number;
  /** Whether tiles of a level are wanted. */
  wants(level: number): boolean;
  /** Takes each tile as soon as its last row is there. */
  onTile(level: number, column: number, row: number, block: PixelBlock): void;
}

/** Makes all levels of a pyramid in one pass over the rows of its image, in the memory of one row of tiles a level. */
export class PyramidBuilder {
  readonly #first: HalvedLevel | null = null;
  readonly #stride: number;

  constructor(plan: PyramidPlan) {
    this.#stride = plan.width * plan.samples;
    for (let level = plan.levels; level >= 1; level--)
      this.#first = new HalvedLevel(plan, level, this.#first);
  }

  /** Takes the next `rows` rows of the image; their number is even but for the last ones. */
  add(data: PixelArray, rows: number): void {
    for (let y = 0; y < rows; y += 2) {
      const upper = { data, at: y * this.#stride };
      this.#first?.halve(upper, y + 1 < rows ? { data, at: upper.at + this.#stride } : upper);
    }
  }
}

/** One level while it is made: a row of tiles, or the last two rows where its tiles are not wanted. */
class HalvedLevel {
  readonly #above: { width: number; samples: number; pixelType: PixelType };
  readonly #width: number;
  readonly #height: number;
  readonly #kept: number;
  readonly #rows: PixelArray;
  readonly #wanted: boolean;
  #done = 0;

  constructor(
    private readonly plan: PyramidPlan,
    private readonly level: number,
    private readonly next: HalvedLevel | null,
  ) {
    const { samples, pixelType, tile } = plan;
    const sideAt = (side: number, halvings: number) => Math.ceil(side / 2 ** halvings);
    this.#above = { width: sideAt(plan.width, level - 1), samples, pixelType };
    this.#width = sideAt(plan.width, level);
    this.#height = sideAt(plan.height, level);
    this.#wanted = plan.wants(level);
    this.#kept = Math.min(this.#wanted ? tile : 2, this.#height);
    this.#rows = PIXEL_TYPES[pixelType].make(this.#kept * this.#width * samples);
  }

  halve(upper: Row, lower: Row): void {
    const row = this.#row(this.#done);
    halveRow(upper, lower, this.#above, row);
    this.#done++;
    const last = this.#done === this.#height;
    if (this.next && (this.#done % 2 === 0 || last)) {
      this.next.halve(this.#done % 2 === 0 ? this.#row(this.#done - 2) : row, row);
    }
    if (this.#wanted && (this.#done % this.plan.tile === 0 || last)) this.#cut();
  }

  #row(y: number): Row {
    return { data: this.#rows, at: (y % this.#kept) * this.#width * this.plan.samples };
  }

  #cut(): void {
    const { tile, samples, pixelType, onTile } = this.plan;
    const row = Math.floor((this.#done - 1) / tile);
    const height = this.#done - row * tile;
    for (let column = 0; column * tile < this.#width; column++) {
      const width = Math.min(tile, this.#width - column * tile);
      const data = PIXEL_TYPES[pixelType].make(width * height * samples);
      for (let y = 0; y < height; y++) {
        const from = (y * this.#width + column * tile) * samples;
        data.set(this.#rows.subarray(from, from + width * samples), y * width * samples);
      }
      onTile(this.level, column, row, { width, height, samples, pixelType, data });
    }
  }
}
