import type { DriftBlock } from '../../contract/drift';
import type { FrameShift } from '../../contract/reconstruction';

/**
 * Where the sample is in each of `count` frames, from where it is in the first: a cubic curve through the blocks at their
 * middles (Catmull and Rom's tangents), straight on before the first and behind the last. At least two blocks are needed.
 * `start`: where the first frame lies in the blocks' own terms.
 */
export function frameShifts(
  blocks: readonly DriftBlock[],
  count: number,
): { shifts: FrameShift[]; start: FrameShift } {
  const times = blocks.map(({ from, to }) => (from + to - 1) / 2);
  const [x, y] = (['x', 'y'] as const).map((axis) =>
    curve(
      times,
      blocks.map((block) => block[axis]),
    ),
  ) as [(time: number) => number, (time: number) => number];
  const start = { x: x(0), y: y(0) };
  const shifts = Array.from({ length: count }, (_, frame) => ({
    x: x(frame) - start.x,
    y: y(frame) - start.y,
  }));
  return { shifts, start };
}

/** A cubic curve through points at rising times. */
function curve(times: readonly number[], values: readonly number[]): (time: number) => number {
  const last = times.length - 1;
  const slope = (a: number, b: number) => (values[b]! - values[a]!) / (times[b]! - times[a]!);
  const slopes = times.map((_, i) => slope(Math.max(0, i - 1), Math.min(last, i + 1)));
  return (time) => {
    if (time <= times[0]!) return values[0]! + slopes[0]! * (time - times[0]!);
    if (time >= times[last]!) return values[last]! + slopes[last]! * (time - times[last]!);
    let at = 0;
    while (times[at + 1]! < time) at++;
    const step = times[at + 1]! - times[at]!;
    const t = (time - times[at]!) / step;
    const [a, b] = [values[at]!, values[at + 1]!];
    const [da, db] = [slopes[at]! * step, slopes[at + 1]! * step];
    return (
      a * (1 + 2 * t) * (1 - t) ** 2 + da * t * (1 - t) ** 2 + b * t * t * (3 - 2 * t) + db * t * t * (t - 1)
    );
  };
}
