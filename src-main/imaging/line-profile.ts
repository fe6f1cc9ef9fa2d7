import type { Line } from '../contract/display';
import type { PixelBlock, Rectangle } from '../contract/image';

/** Points along a line, one at every pixel of its length, and the pixels on either side that are averaged. */
export interface ProfilePlan {
  /** Points, both ends included: ImageJ's rounded length and one. */
  count: number;
  /** Distance of neighbouring points, in pixels; 1 or close to it. */
  spacingPx: number;
  /** Points across the line, one pixel apart. */
  across: number;
  /** Position of the middle of a point, and the step across: pixel coordinates, the first pixel's centre at 0.5, 0.5. */
  start: { x: number; y: number };
  along: { x: number; y: number };
  normal: { x: number; y: number };
}

/** Plans a profile as ImageJ does (ImageProcessor.getLine): equal steps of about a pixel from one end to the other. */
export function planProfile({ x1, y1, x2, y2 }: Line, width: number): ProfilePlan {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = Math.hypot(dx, dy);
  const steps = Math.round(length);
  const step = steps > 0 ? { x: dx / steps, y: dy / steps } : { x: 0, y: 0 };
  return {
    count: steps + 1,
    spacingPx: steps > 0 ? length / steps : 1,
    across: Math.max(1, Math.round(width)),
    start: { x: x1, y: y1 },
    along: step,
    normal: length > 0 ? { x: -dy / length, y: dx / length } : { x: 0, y: 1 },
  };
}

/** Where the samples of point `i` of a profile lie, the `j`th across. */
function position(
  { start, along, normal, across }: ProfilePlan,
  i: number,
  j: number,
): { x: number; y: number } {
  const offset = j - (across - 1) / 2;
  return { x: start.x + i * along.x + offset * normal.x, y: start.y + i * along.y + offset * normal.y };
}

/** The pixel before a position along an axis, and the weight of the next one; positions beyond the border count as it. */
function neighbours(at: number, side: number): { first: number; second: number; weight: number } {
  const centred = Math.min(side - 1, Math.max(0, at - 0.5));
  const first = Math.min(side - 1, Math.floor(centred));
  return { first, second: Math.min(side - 1, first + 1), weight: centred - first };
}

/** The pixels of a plane that points `from` to before `to` need. */
export function profileRectangle(
  plan: ProfilePlan,
  from: number,
  to: number,
  size: { width: number; height: number },
): Rectangle {
  const corners = [from, to - 1].flatMap((i) => [position(plan, i, 0), position(plan, i, plan.across - 1)]);
  const range = (values: number[], side: number): [number, number] => [
    neighbours(Math.min(...values), side).first,
    neighbours(Math.max(...values), side).second,
  ];
  const [left, right] = range(
    corners.map(({ x }) => x),
    size.width,
  );
  const [top, bottom] = range(
    corners.map(({ y }) => y),
    size.height,
  );
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/**
 * Means across the line at points `from` to before `to`, by linear interpolation between the four nearest pixel centres.
 * `block` holds one sample of `rectangle` ({@link profileRectangle}) of a plane of `size`.
 */
export function profileValues(
  plan: ProfilePlan,
  from: number,
  to: number,
  block: PixelBlock,
  rectangle: Rectangle,
  size: { width: number; height: number },
): Float64Array {
  const values = new Float64Array(to - from);
  const value = (x: number, y: number) => block.data[(y - rectangle.y) * rectangle.width + x - rectangle.x]!;
  // A neighbour without weight is not looked at: it may be NaN.
  const between = (a: number, b: () => number, weight: number) => (weight === 0 ? a : a + (b() - a) * weight);
  for (let i = from; i < to; i++) {
    let sum = 0;
    for (let j = 0; j < plan.across; j++) {
      const at = position(plan, i, j);
      const x = neighbours(at.x, size.width);
      const y = neighbours(at.y, size.height);
      const inRow = (row: number) => between(value(x.first, row), () => value(x.second, row), x.weight);
      sum += between(inRow(y.first), () => inRow(y.second), y.weight);
    }
    values[i - from] = sum / plan.across;
  }
  return values;
}

/** Points of a profile that are read together, so that the rectangle around them stays small on any slope. */
export function profilePieces(plan: ProfilePlan, points: number): [from: number, to: number][] {
  const pieces: [number, number][] = [];
  for (let from = 0; from < plan.count; from += points)
    pieces.push([from, Math.min(plan.count, from + points)]);
  return pieces;
}
