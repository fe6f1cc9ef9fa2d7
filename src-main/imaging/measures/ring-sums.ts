/** Sums of a map over rings around frequency 0, and how many places of each ring were looked at. */
export interface RingSums {
  /** One entry for each map, one value for each ring. */
  sums: Float64Array[];
  places: Float64Array;
}

/**
 * Sums over rings of 0, 1, ... `rings` - 1 frequency steps of maps of `side` x `side` values as a Fourier transform leaves
 * them (frequency 0 first, negative ones last): at angles 0, 1/q, 2/q ... below 2 pi, bilinearly between the frequencies.
 */
export function ringSums(maps: readonly Float64Array[], side: number, rings: number): RingSums {
  const sums = maps.map((map) => Float64Array.of(map[0]!, ...new Float64Array(rings - 1)));
  const places = new Float64Array(rings);
  places[0] = 1;
  for (let q = 1; q < rings; q++) {
    const count = Math.ceil(2 * Math.PI * q);
    places[q] = count;
    for (let i = 0; i < count; i++) {
      const x = q * Math.cos(i / q);
      const y = q * Math.sin(i / q);
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [right, below] = [x - left, y - top];
      const [column, nextColumn] = [wrapped(left, side), wrapped(left + 1, side)];
      const [row, nextRow] = [wrapped(top, side) * side, wrapped(top + 1, side) * side];
      maps.forEach((map, at) => {
        const upper = map[row + column]! * (1 - right) + map[row + nextColumn]! * right;
        const lower = map[nextRow + column]! * (1 - right) + map[nextRow + nextColumn]! * right;
        sums[at]![q]! += upper * (1 - below) + lower * below;
      });
    }
  }
  return { sums, places };
}

const wrapped = (frequency: number, side: number) => (frequency < 0 ? frequency + side : frequency);
