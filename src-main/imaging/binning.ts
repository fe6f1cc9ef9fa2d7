/** Means of the squares of `scale` x `scale` values of a plane, row-major; the plane itself where the scale is 1. */
export function binned(data: ArrayLike<number>, width: number, scale: number): ArrayLike<number> {
  if (scale === 1) return data;
  const wide = width / scale;
  const means = new Float64Array(data.length / (scale * scale));
  for (let i = 0; i < data.length; i++) {
    means[Math.floor(Math.floor(i / width) / scale) * wide + Math.floor((i % width) / scale)]! += data[i]!;
  }
  for (let i = 0; i < means.length; i++) means[i]! /= scale * scale;
  return means;
}
