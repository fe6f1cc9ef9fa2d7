/** Letters that stand before numbers in the names of exported planes, and the axis each means. */
const AXES: Readonly<Record<string, string>> = { t: 'T', z: 'Z', c: 'C', ch: 'C' };

/** Axes read off file names: their lengths, and which name belongs to each plane in row-major order. */
export interface NamedAxes {
  shape: number[];
  axes: string;
  order: number[];
}

/**
 * Reads axes off names such as "cell_t001_c1_z03.tif": the same letters in every name, everything else equal, and
 * every combination exactly once. Axes are in the order T, Z, C. Null where the names do not say so.
 */
export function namesAsAxes(names: readonly string[]): NamedAxes | null {
  if (names.length < 2) return null;
  const parsed = names.map(parse);
  const first = parsed[0];
  if (!first) return null;
  const letters = ['T', 'Z', 'C'].filter((axis) => first.numbers.has(axis));
  const values = letters.map(() => new Set<number>());
  for (const name of parsed) {
    if (!name || name.frame !== first.frame) return null;
    letters.forEach((axis, i) => values[i]!.add(name.numbers.get(axis)!));
  }
  const sorted = values.map((set) => [...set].sort((a, b) => a - b));
  if (sorted.reduce((total, { length }) => total * length, 1) !== names.length) return null;

  const order = new Array<number>(names.length).fill(-1);
  parsed.forEach((name, index) => {
    const at = letters.reduce(
      (sum, axis, i) => sum * sorted[i]!.length + sorted[i]!.indexOf(name!.numbers.get(axis)!),
      0,
    );
    order[at] = index;
  });
  if (order.includes(-1)) return null;
  const kept = letters.map((_, i) => i).filter((i) => sorted[i]!.length > 1);
  return { shape: kept.map((i) => sorted[i]!.length), axes: kept.map((i) => letters[i]!).join(''), order };
}

/** The numbers of a name by axis, and the name with them taken out; null where a letter occurs twice or never. */
function parse(name: string): { numbers: Map<string, number>; frame: string } | null {
  const numbers = new Map<string, number>();
  let twice = false;
  const numbered = /(?<=^|[_\-. \d])(ch|[tzc])(\d{1,6})(?=[_\-. tzc]|$)/gi;
  const frame = name.replace(numbered, (_, letter: string, digits: string) => {
    const axis = AXES[letter.toLowerCase()]!;
    if (numbers.has(axis)) twice = true;
    numbers.set(axis, Number(digits));
    return `${axis}#`;
  });
  return twice || numbers.size === 0 ? null : { numbers, frame };
}
