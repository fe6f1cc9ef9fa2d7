/**
 * A tapered cosine window (Tukey 1967) of `length` values, symmetric: 1 in the middle, falling to 0 over the `share` / 2
 * at each end.
 */
export function tukeyWindow(length: number, share: number): Float64Array {
  const fall = (share * (length - 1)) / 2;
  return Float64Array.from({ length }, (_, i) => {
    const fromEnd = Math.min(i, length - 1 - i);
    return fromEnd >= fall ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * fromEnd) / fall);
  });
}

/** Multiplies a square of `side` x `side` values, in place, by a window along both axes. */
export function taper(values: Float64Array, side: number, window: Float64Array): void {
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) values[y * side + x]! *= window[x]! * window[y]!;
  }
}
