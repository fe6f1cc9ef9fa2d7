import { describe, expect, it } from 'vitest';
import type { DriftSettings } from '../../../../src-main/contract/drift';
import type { FrameShift } from '../../../../src-main/contract/reconstruction';
import { estimateDrift } from '../../../../src-main/reconstruction/drift/estimate-drift';
import { driftingStack, type DriftingStack } from '../../../support/drifting-stack';

const automatic: DriftSettings = { framesPerBlock: 0, reference: 'mean' };

const straight = (frames: number, end: FrameShift): FrameShift[] =>
  Array.from({ length: frames }, (_, i) => ({
    x: (end.x * i) / (frames - 1),
    y: (end.y * i) / (frames - 1),
  }));

/** The largest distance between found and true shifts, in pixels. */
async function largestError(stack: DriftingStack, settings = automatic): Promise<number> {
  return errorOf((await estimateDrift(stack, settings)).shifts, stack);
}

const errorOf = (shifts: readonly FrameShift[], { track }: DriftingStack) =>
  Math.max(...shifts.map(({ x, y }, i) => Math.hypot(x - track[i]!.x, y - track[i]!.y)));

describe('the drift of a stack', () => {
  it.each([2, 3, 10, 40])('of %i frames is found to a tenth of a pixel', async (frames) => {
    expect(await largestError(driftingStack(straight(frames, { x: 2.6, y: -1.3 })))).toBeLessThan(0.1);
  });

  it.each(['first', 'previous', 'mean'] as const)(
    'is found against %s, also where it turns',
    async (reference) => {
      const track = Array.from({ length: 24 }, (_, i) => ({
        x: 3 * Math.sin(i / 6),
        y: 1.5 - 1.5 * Math.cos(i / 5),
      }));
      const error = await largestError(driftingStack(track), {
        framesPerBlock: 1,
        reference,
      });
      expect(error).toBeLessThan(reference === 'previous' ? 0.15 : 0.1); // errors of steps add up
    },
  );

  it('of spots that blink is found by averaging: joined blocks tell what frames do not', async () => {
    const stack = driftingStack(straight(72, { x: 2, y: 1 }), { spots: 200, lit: 0.1 });
    const { shifts, framesPerBlock } = await estimateDrift(stack, automatic);
    expect(framesPerBlock).toBeGreaterThan(1);
    expect(errorOf(shifts, stack)).toBeLessThan(0.25);
  });

  it('of a bright stack is told frame by frame', async () => {
    const { framesPerBlock, blocks } = await estimateDrift(
      driftingStack(straight(20, { x: 1, y: 1 })),
      automatic,
    );
    expect(framesPerBlock).toBe(1);
    expect(blocks).toHaveLength(20);
  });

  it('is 0 in the first frame, and nearly 0 where nothing moves', async () => {
    const { shifts } = await estimateDrift(driftingStack(straight(12, { x: 0, y: 0 })), automatic);
    expect(shifts[0]).toEqual({ x: 0, y: 0 });
    expect(Math.max(...shifts.map(({ x, y }) => Math.hypot(x, y)))).toBeLessThan(0.08);
  });

  it('goes through a frame that shows nothing', async () => {
    const stack = driftingStack(straight(15, { x: 1.5, y: 0.5 }));
    const read = stack.read;
    stack.read = async (frame) => {
      const plane = await read(frame);
      return frame === 6 ? { ...plane, data: new Float64Array(plane.data.length) } : plane;
    };
    const { blocks } = await estimateDrift(stack, { framesPerBlock: 1, reference: 'mean' });
    expect(blocks.filter(({ isUsed }) => !isUsed).map(({ from }) => from)).toEqual([6]);
    expect(await largestError(stack, { framesPerBlock: 1, reference: 'mean' })).toBeLessThan(0.12);
  });

  it('of one frame, or of noise alone, is refused with a sentence', async () => {
    await expect(estimateDrift(driftingStack([{ x: 0, y: 0 }]), automatic)).rejects.toThrow('has one frame');
    const noise = driftingStack(straight(30, { x: 0, y: 0 }), { spots: 0 });
    await expect(estimateDrift(noise, automatic)).rejects.toThrow('cannot be told');
  });
});
