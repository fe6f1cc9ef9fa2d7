/**
 * Where slices of `side` pixels begin along an edge of `length`: end to end, and the last one moved inwards where the
 * length is no multiple, so that every pixel is in a slice and none is in one that is not whole.
 */
export function sliceStarts(length: number, side: number): number[] {
  const count = Math.ceil(length / side);
  return Array.from({ length: count }, (_, i) => Math.min(i * side, length - side));
}
