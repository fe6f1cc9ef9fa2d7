/**
 * Smooths a curve by fitting a cubic to `window` values around each (Savitzky and Golay 1964); at both ends the cubic of
 * the first and last `window` values serves all that lie outside its middle. Throws RangeError for a window that is even,
 * below 5 or longer than the curve.
 */
export function savitzkyGolay(values: ArrayLike<number>, window: number): Float64Array {
  if (window % 2 === 0 || window < 5 || window > values.length) {
    throw new RangeError(`A curve of ${values.length} values cannot be smoothed over ${window}.`);
  }
  const half = (window - 1) / 2;
  const basis = orthonormalCubics(half);
  return Float64Array.from({ length: values.length }, (_, at) => {
    const first = Math.min(Math.max(at - half, 0), values.length - window);
    let smoothed = 0;
    for (const polynomial of basis) {
      let projection = 0;
      for (let i = 0; i < window; i++) projection += polynomial[i]! * values[first + i]!;
      smoothed += projection * polynomial[at - first]!;
    }
    return smoothed;
  });
}

/** Polynomials of degree 0 to 3 at -half ... half, each of length 1 and orthogonal to the others (Gram and Schmidt). */
function orthonormalCubics(half: number): Float64Array[] {
  const basis: Float64Array[] = [];
  for (let degree = 0; degree <= 3; degree++) {
    const values = Float64Array.from({ length: 2 * half + 1 }, (_, i) => ((i - half) / half) ** degree);
    for (const other of basis) {
      const share = values.reduce((sum, value, i) => sum + value * other[i]!, 0);
      values.forEach((_, i) => (values[i]! -= share * other[i]!));
    }
    const length = Math.hypot(...values);
    basis.push(values.map((value) => value / length));
  }
  return basis;
}
