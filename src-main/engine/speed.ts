import { denseEd } from '../models/denseed';
import { networkTensors, type Network, type Weights } from '../models/layers';
import type { ProgramCache } from './program-cache';

/** Runs that are timed after one that is not. */
const RUNS = 5;

/** Input pixels per second of DenseED (3,6,3) on one image of `side` x `side` pixels: the median of five runs. */
export function measureSpeed(programs: ProgramCache, side: number): { pixelsPerSecond: number } {
  const network = denseEd({ blocks: [3, 6, 3] });
  const model = { network, weights: arbitraryWeights(network) };
  const values = Float32Array.from({ length: side * side }, (_, i) => Math.sin(i * 0.1) / 2);
  const size = { batch: 1, height: side, width: side };
  try {
    programs.run(model, values, size);
    const times = Array.from({ length: RUNS }, () => {
      const start = process.hrtime.bigint();
      programs.run(model, values, size);
      return Number(process.hrtime.bigint() - start) / 1e9;
    });
    times.sort((a, b) => a - b);
    return { pixelsPerSecond: (side * side) / times[RUNS >> 1]! };
  } finally {
    programs.forget(model);
  }
}

/** Weights of ordinary size that keep feature maps in range: what they are does not matter for speed. */
export function arbitraryWeights(network: Network): Weights {
  return new Map(
    networkTensors(network).map(({ name, shape }) => {
      const length = shape.reduce((product, side) => product * side, 1);
      const fanIn = shape.length === 4 ? shape[0]! * shape[1]! * shape[2]! : 1;
      const value = (i: number) => (shape.length === 4 ? Math.sin(i * 1.7) / Math.sqrt(fanIn) : 0.5);
      return [name, Float32Array.from({ length }, (_, i) => value(i))];
    }),
  );
}
