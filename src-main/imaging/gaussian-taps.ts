/** A Gaussian of an odd number of taps, centred, whose taps come to 1. */
export function gaussianTaps(taps: number, sigma: number): Float64Array {
  const centre = (taps - 1) / 2;
  const values = Float64Array.from({ length: taps }, (_, i) =>
    Math.exp(-((i - centre) ** 2) / (2 * sigma ** 2)),
  );
  const total = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / total);
}
