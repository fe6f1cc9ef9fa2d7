/**
 * One side of a Gaussian's taps, from its centre outwards, all taps together 1: cut at four SD as
 * scipy.ndimage.gaussian_filter does.
 */
export function gaussianHalfKernel(sigma: number): Float64Array {
  const radius = Math.floor(4 * sigma + 0.5);
  const taps = Float64Array.from({ length: radius + 1 }, (_, i) =>
    i === 0 ? 1 : Math.exp(-(i * i) / (2 * sigma * sigma)),
  );
  const total = taps.reduce((sum, tap, i) => sum + (i === 0 ? tap : 2 * tap), 0);
  return taps.map((tap) => tap / total);
}

/**
 * By how much {@link gaussianHalfKernel} passes the cosines cos(pi k (x + 1/2) / length), k = 0 ... `count` - 1: the gains
 * of a line that is mirrored at its ends. For a line of 2 `length` values that is repeated, those of exp(i pi k x / length).
 */
export function gaussianGains(sigma: number, length: number, count = length): Float64Array {
  const taps = gaussianHalfKernel(sigma);
  return Float64Array.from({ length: count }, (_, k) => {
    let gain = taps[0]!;
    for (let i = 1; i < taps.length; i++) gain += 2 * taps[i]! * Math.cos((Math.PI * k * i) / length);
    return gain;
  });
}
