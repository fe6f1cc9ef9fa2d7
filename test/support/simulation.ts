import { SimulationConfig, type SimulationConfigInput } from '../../src-main/contract/simulation';

/** A small simulation; one fluorophore in about two square micrometres, and no noise but that of photons. */
export function smallSimulation(changes: SimulationConfigInput = {}): SimulationConfig {
  return SimulationConfig.parse({
    fields: 2,
    frames: 4,
    width: 32,
    height: 24,
    sample: { kind: 'scattered', perSquareUm: 0.5 },
    emission: { kind: 'steady', photons: 1000 },
    camera: { kind: 'ideal' },
    background: 0,
    ...changes,
  });
}

/** Mean and variance of numbers. */
export function moments(values: ArrayLike<number>): { mean: number; variance: number } {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return { mean, variance: squares / values.length };
}

/** The centroid of an image in pixels, the centre of the first being 0.5, 0.5. */
export function centroid({ width, data }: { width: number; data: ArrayLike<number> }): {
  x: number;
  y: number;
} {
  let [sum, x, y] = [0, 0, 0];
  for (let i = 0; i < data.length; i++) {
    sum += data[i]!;
    x += data[i]! * ((i % width) + 0.5);
    y += data[i]! * (Math.floor(i / width) + 0.5);
  }
  return { x: x / sum, y: y / sum };
}
