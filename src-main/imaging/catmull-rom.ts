/** The four neighbours of a position along one axis, and their weights. */
export interface CubicTaps {
  /** Index of the first of four pixels; the others follow. It may lie outside the array. */
  first: number;
  weights: readonly [number, number, number, number];
}

/**
 * Cubic convolution with a = -1/2, Catmull and Rom's spline (Keys, IEEE Trans. ASSP 29, 1153, 1981).
 *
 * @param position In pixels; the centre of pixel k is k + 1/2.
 */
export function catmullRomTaps(position: number): CubicTaps {
  const at = Math.floor(position - 0.5);
  const beyond = position - (at + 0.5);
  return {
    first: at - 1,
    weights: [weight(1 + beyond), weight(beyond), weight(1 - beyond), weight(2 - beyond)],
  };
}

function weight(distance: number): number {
  const v = Math.abs(distance);
  if (v < 1) return 1.5 * v ** 3 - 2.5 * v ** 2 + 1;
  if (v < 2) return -0.5 * v ** 3 + 2.5 * v ** 2 - 4 * v + 2;
  return 0;
}
