/** A plane of values, row-major. */
export interface Plane {
  width: number;
  height: number;
  data: ArrayLike<number>;
  /** What sentences call it; default what it is to a measure ("the first image"). */
  name?: string;
}

/** The middle `side` x `side` pixels of a plane; where it cannot be halved, one row or column more is left below or right. */
export function middleSquare({ width, height, data }: Plane, side: number): Float64Array {
  const left = Math.floor((width - side) / 2);
  const top = Math.floor((height - side) / 2);
  const out = new Float64Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) out[y * side + x] = data[(top + y) * width + left + x]!;
  }
  return out;
}
