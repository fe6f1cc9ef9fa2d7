import type { PointSpread } from './optics';

/** Places told apart along a side of a pixel, at most: a fluorophore is drawn no farther than 1/64 px from where it is. */
const MOST_PHASES = 32;
/** Cells of the finest grid along a side: for wide point spread functions places are told less finely. */
const MOST_CELLS = 512;

/**
 * Images of one fluorophore, integrated over pixels, for every place in its pixel that is told apart: a fluorophore is
 * drawn by adding one of them.
 */
export interface Stamps {
  /** Places told apart along a side of a pixel. */
  phases: number;
  /** Pixels along a side, and from the first to the fluorophore's own. */
  side: number;
  radius: number;
  /** `data[((phaseY * phases + phaseX) * side + row) * side + column]`: parts of the fluorophore's light. */
  data: Float32Array;
}

/**
 * The stamps of a point spread function on pixels of a size (micrometres). `unit` is the one whose light is counted as
 * 1: what lies within its reach is all of it, so no photon is lost at any place.
 */
export function makeStamps(spread: PointSpread, unit: PointSpread, pixelUm: number): Stamps {
  const radius = Math.max(1, Math.ceil(spread.reach / pixelUm));
  const side = 2 * radius + 1;
  const phases = Math.max(2, Math.min(MOST_PHASES, Math.floor(MOST_CELLS / side)));
  const grid = { radius, side, phases, pixelUm };
  const data = integrated(spread, grid);
  const whole = spread === unit ? data : integrated(unit, grid);
  const pixels = side * side;
  for (let at = 0; at < data.length; at += pixels) {
    let sum = 0;
    for (let i = 0; i < pixels; i++) sum += whole[at + i]!;
    for (let i = 0; i < pixels; i++) data[at + i]! /= sum;
  }
  return { phases, side, radius, data };
}

interface Grid {
  radius: number;
  side: number;
  phases: number;
  pixelUm: number;
}

/**
 * Sums over pixels of samples that lie `phases` to a pixel. A fluorophore stands in the middle of a cell, so its distance
 * from the middle of any other is a whole number of cells: one table of sums serves all places.
 */
function integrated(spread: PointSpread, { radius, side, phases, pixelUm }: Grid): Float32Array {
  const cell = pixelUm / phases;
  const before = radius * phases + phases - 1; // cells from the first to the fluorophore's own
  const count = before + (radius + 1) * phases;
  const sums = new Float64Array((count + 1) * (count + 1)); // of all samples above and to the left
  for (let row = 0; row < count; row++) {
    let line = 0;
    for (let column = 0; column < count; column++) {
      const distance = Math.hypot(row - before, column - before) * cell;
      line += distance <= spread.reach ? spread.height(distance) : 0;
      sums[(row + 1) * (count + 1) + column + 1] = sums[row * (count + 1) + column + 1]! + line;
    }
  }
  const data = new Float32Array(phases * phases * side * side);
  let at = 0;
  for (let phaseY = 0; phaseY < phases; phaseY++) {
    for (let phaseX = 0; phaseX < phases; phaseX++) {
      for (let row = 0; row < side; row++) {
        const top = (row * phases + phases - 1 - phaseY) * (count + 1);
        const bottom = top + phases * (count + 1);
        for (let column = 0; column < side; column++) {
          const left = column * phases + phases - 1 - phaseX;
          data[at++] =
            sums[bottom + left + phases]! -
            sums[top + left + phases]! -
            sums[bottom + left]! +
            sums[top + left]!;
        }
      }
    }
  }
  return data;
}

/** An image of photons, row-major. */
export interface Photons {
  width: number;
  height: number;
  data: Float32Array;
}

/**
 * Adds the light of fluorophores to an image: `light` photons of each, at places in pixels (the first pixel's centre is
 * 0.5, 0.5) shifted by `shift`. What falls outside is lost.
 */
export function drawFluorophores(
  image: Photons,
  stamps: Stamps,
  places: { x: Float64Array; y: Float64Array; count: number },
  light: Float32Array,
  shift: { x: number; y: number },
): void {
  const { width, height, data } = image;
  const { phases, side, radius, data: stamp } = stamps;
  for (let i = 0; i < places.count; i++) {
    const photons = light[i]!;
    if (photons === 0) continue;
    const x = Math.floor((places.x[i]! + shift.x) * phases);
    const y = Math.floor((places.y[i]! + shift.y) * phases);
    const column = Math.floor(x / phases);
    const row = Math.floor(y / phases);
    const left = Math.max(0, column - radius);
    const right = Math.min(width - 1, column + radius);
    const top = Math.max(0, row - radius);
    const bottom = Math.min(height - 1, row + radius);
    if (left > right || top > bottom) continue;
    const phase = ((y - row * phases) * phases + x - column * phases) * side * side;
    for (let at = top; at <= bottom; at++) {
      let from = phase + (at - row + radius) * side + left - column + radius;
      const end = at * width + right;
      for (let to = at * width + left; to <= end; to++) data[to]! += photons * stamp[from++]!;
    }
  }
}
