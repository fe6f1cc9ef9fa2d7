/** Pixel size of the sample, in µm. */
export const SAMPLE_PIXEL_UM = 0.1;

/** A wandering line of a made-up cell, so that pictures of it may be shown anywhere. */
interface Filament {
  points: { x: number; y: number }[];
  brightness: number;
}

/** Seeded random numbers from 0 to 1 (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number of the normal distribution. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function filaments(random: () => number, side: number, count: number): Filament[] {
  const cells = Math.round(side / 384) ** 2;
  const centres = Array.from({ length: cells }, () =>
    cells === 1 ? { x: side / 2, y: side / 2 } : { x: side * random(), y: side * random() },
  );
  return Array.from({ length: count * cells }, (_, i) => {
    const centre = centres[i % cells]!;
    const toMiddle = random() * 2 * Math.PI;
    let [x, y] = [
      centre.x + Math.cos(toMiddle) * 40 * random(),
      centre.y + Math.sin(toMiddle) * 40 * random(),
    ];
    let heading = toMiddle + normal(random) * 0.4;
    const points = [{ x, y }];
    const length = 120 + 260 * random();
    for (let i = 0; i < length; i++) {
      heading += normal(random) * 0.045;
      points.push({ x: (x += Math.cos(heading)), y: (y += Math.sin(heading)) });
    }
    return { points, brightness: 0.35 + 0.65 * random() };
  });
}

/** Filaments blurred by a Gaussian of that width in pixels. */
function blurred(all: readonly Filament[], side: number, sigma: number): Float64Array {
  const image = new Float64Array(side ** 2);
  const reach = Math.ceil(3 * sigma);
  for (const { points, brightness } of all) {
    for (const { x, y } of points) {
      for (let row = Math.floor(y) - reach; row <= y + reach; row++) {
        if (row < 0 || row >= side) continue;
        for (let column = Math.floor(x) - reach; column <= x + reach; column++) {
          if (column < 0 || column >= side) continue;
          const distance = (column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2;
          image[row * side + column]! += (brightness / sigma) * Math.exp(-distance / (2 * sigma ** 2));
        }
      }
    }
  }
  return image;
}

/** The sample as a microscope sees it (blurred, noisy), and as a finer method does: 16 bit, row by row. */
export function makeSample(side: number, seed = 21): { input: Uint16Array; target: Uint16Array } {
  const random = randomNumbers(seed);
  const all = filaments(random, side, 80);
  const scaled = (image: Float64Array, top: number): Float64Array => {
    const largest = image.reduce((most, value) => Math.max(most, value), 0);
    return image.map((value) => (value / largest) ** 0.6 * top);
  };
  const coarse = scaled(blurred(all, side, 2.4), 42_000);
  const fine = scaled(blurred(all, side, 1.3), 46_000);
  const PHOTON = 220; // grey values for a photon
  const noisy = coarse.map((value) => {
    const photons = value / PHOTON + 6;
    return (photons + Math.sqrt(photons) * normal(random)) * PHOTON;
  });
  const clip = (image: Float64Array): Uint16Array =>
    Uint16Array.from(image, (value) => Math.min(65_535, Math.max(0, Math.round(value))));
  return { input: clip(noisy), target: clip(fine.map((value) => value + 6 * PHOTON)) };
}
