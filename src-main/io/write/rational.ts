/** Largest part of a fraction: ImageJ reads both as signed 32-bit integers. */
const LIMIT = 2 ** 31 - 1;

/**
 * The nearest fraction to a positive number whose parts fit into a TIFF rational, by continued fractions: exact to
 * about 1e-9 of its value between 1e-9 and 1e9.
 */
export function rational(value: number): [numerator: number, denominator: number] {
  if (!(value > 0)) throw new RangeError(`${value} is not a positive number.`);
  if (value >= LIMIT) return [LIMIT, 1];
  if (value <= 1 / LIMIT) return [1, LIMIT];
  let [before, beforeDenominator] = [0, 1];
  let [numerator, denominator] = [1, 0];
  let rest = value;
  for (let term = 0; term < 64; term++) {
    const whole = Math.floor(rest);
    const [next, nextDenominator] = [whole * numerator + before, whole * denominator + beforeDenominator];
    if (next > LIMIT || nextDenominator > LIMIT) break;
    [before, beforeDenominator, numerator, denominator] = [numerator, denominator, next, nextDenominator];
    if (rest === whole) break;
    rest = 1 / (rest - whole);
  }
  return [numerator, denominator];
}
