import type { Plane } from '../../src-main/imaging/plane';

/** What make_measures.py draws, by the same arithmetic of integers: see there. */

const POINTS = 60;

/** A linear congruential generator of 32 bits (Numerical Recipes), its upper 16 bits. */
function words(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state >>> 16;
  };
}

/** Points of height 4000 / (1 + d^2 / radius^2), in pixels of a field of width x height, drawn magnified. */
export function integerScene(
  width: number,
  height: number,
  magnification: number,
  radius: number,
  seed: number,
): Plane {
  const next = words(seed);
  const square = Math.floor(radius * radius * 144);
  const [wide, high] = [width * magnification, height * magnification];
  const data = new Float64Array(wide * high).fill(100);
  for (let point = 0; point < POINTS; point++) {
    const px = next() % (12 * width);
    const py = next() % (12 * height);
    for (let i = 0; i < data.length; i++) {
      const x = Math.floor(((2 * (i % wide) + 1) * 6) / magnification) - px;
      const y = Math.floor(((2 * Math.floor(i / wide) + 1) * 6) / magnification) - py;
      data[i]! += Math.floor((4000 * square) / (square + x * x + y * y));
    }
  }
  return { width: wide, height: high, data };
}

/** Plus the sum of four numbers from 0 to amplitude - 1, pixel by pixel. */
export function withIntegerNoise({ width, height, data }: Plane, amplitude: number, seed: number): Plane {
  const next = words(seed);
  const four = () =>
    (next() % amplitude) + (next() % amplitude) + (next() % amplitude) + (next() % amplitude);
  return { width, height, data: Float64Array.from(data, (value) => value + four()) };
}
