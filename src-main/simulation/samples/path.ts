import type { RandomStream } from '../../imaging/random';

/** A curve as points at equal distances: of each its place (micrometres) and the curve's direction (radians). */
export interface Path {
  x: Float64Array;
  y: Float64Array;
  direction: Float64Array;
  /** Micrometres from one point to the next, and from the first to the last. */
  step: number;
  length: number;
}

/** Where a path begins, and how it goes on. */
export interface PathStart {
  x: number;
  y: number;
  direction: number;
  length: number;
  persistence: number;
}

/** Points are no farther apart than this. */
const LONGEST_STEP = 0.05;

/**
 * A worm-like chain in the plane (Kratky and Porod 1949): over a distance s its direction turns by a normally distributed
 * angle of variance s / P, so that the mean cosine is exp(-s / 2P) with P the persistence length. Lengths in micrometres.
 */
export function wormLikeChain(
  random: RandomStream,
  { x, y, direction, length, persistence }: PathStart,
): Path {
  const steps = Math.max(1, Math.ceil(length / LONGEST_STEP));
  const step = length / steps;
  const path = {
    x: new Float64Array(steps + 1),
    y: new Float64Array(steps + 1),
    direction: new Float64Array(steps + 1),
    step,
    length,
  };
  const turn = Math.sqrt(step / persistence);
  for (let i = 0; i <= steps; i++) {
    path.x[i] = x;
    path.y[i] = y;
    path.direction[i] = direction;
    x += step * Math.cos(direction);
    y += step * Math.sin(direction);
    direction += turn * random.normal();
  }
  return path;
}

/**
 * The point `along` micrometres from the path's beginning and `aside` to its right; beyond an end the path goes on
 * straight.
 */
export function pointOn(path: Path, along: number, aside: number): [x: number, y: number] {
  const last = path.x.length - 1;
  const at = Math.min(Math.max(Math.floor(along / path.step), 0), last);
  const rest = along - at * path.step;
  const [cosine, sine] = [Math.cos(path.direction[at]!), Math.sin(path.direction[at]!)];
  return [path.x[at]! + rest * cosine - aside * sine, path.y[at]! + rest * sine + aside * cosine];
}
