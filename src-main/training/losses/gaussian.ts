/** A normalised Gaussian of an odd number of taps, centred; `sum` is what the taps come to. */
export function gaussianTaps(taps: number, sigma: number, sum = 1): Float64Array {
  const centre = (taps - 1) / 2;
  const values = Float64Array.from({ length: taps }, (_, i) =>
    Math.exp(-((i - centre) ** 2) / (2 * sigma ** 2)),
  );
  const total = values.reduce((a, b) => a + b, 0);
  return values.map((value) => (value * sum) / total);
}
