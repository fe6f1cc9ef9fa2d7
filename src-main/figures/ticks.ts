/** Round values on an axis, three to six of them: multiples of 1, 2 or 5 x 10^n within a range. */
export interface Ticks {
  values: number[];
  /** Digits after the point that tell them apart. */
  digits: number;
}

/** {@link Ticks} for a range, the step as small as it may be with `most` ticks. An empty range has one. */
export function ticks(from: number, to: number, most = 6): Ticks {
  if (!(to > from)) return { values: [from], digits: Number.isInteger(from) ? 0 : 2 };
  let exponent = Math.floor(Math.log10((to - from) / most)) - 1;
  for (;;) {
    for (const lead of [1, 2, 5]) {
      const [first, last] = [from, to].map((value) => value / lead / 10 ** exponent);
      // A hair's breadth of tolerance: 0.3 is not three times 0.1 in floating point.
      const [low, high] = [Math.ceil(first! - 1e-9), Math.floor(last! + 1e-9)];
      if (high - low + 1 > most) continue;
      const digits = Math.max(0, -exponent);
      const values = Array.from({ length: high - low + 1 }, (_, i) =>
        Number(((low + i) * lead * 10 ** exponent).toFixed(digits)),
      );
      return { values, digits };
    }
    exponent++;
  }
}
