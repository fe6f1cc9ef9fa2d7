/** Euclidean distance of two rows of numbers, over the length of the second. Throws Error where one is longer. */
export function relativeDistance(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (values.length !== expected.length)
    throw new Error(`${values.length} numbers cannot be compared with ${expected.length}.`);
  let difference = 0;
  let length = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += (values[i]! - expected[i]!) ** 2;
    length += expected[i]! ** 2;
  }
  return Math.sqrt(difference / length);
}
