/**
 * The image a bundle's stored test begins with: a few soft spots on a dark ground with noise, one channel, in network
 * units (-0.5 to 0.5), always the same. `data[row * side + column]`.
 */
export function testImage(side: number): Float32Array {
  const values = new Float32Array(side * side);
  const random = sequence();
  const spots = Array.from({ length: 12 }, () => ({
    row: random() * side,
    column: random() * side,
    width: (0.02 + 0.06 * random()) * side,
    height: 0.2 + 0.5 * random(),
  }));
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let value = -0.45 + 0.05 * random();
      for (const spot of spots) {
        const distance = ((row - spot.row) ** 2 + (column - spot.column) ** 2) / (2 * spot.width ** 2);
        value += spot.height * Math.exp(-distance);
      }
      values[row * side + column] = Math.min(0.5, value);
    }
  }
  return values;
}

/** Side of the test image for a network: at least 64 pixels, in steps of `sizeStep`. */
export function testImageSide(sizeStep: number): number {
  return Math.ceil(64 / sizeStep) * sizeStep;
}

/** Repeatable numbers in [0, 1): a linear congruential sequence (Numerical Recipes). */
function sequence(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
