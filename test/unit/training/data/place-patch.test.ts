import { describe, expect, it } from 'vitest';
import { Augmentation } from '../../../../src-main/contract/training-config';
import { drawChange, type Turn } from '../../../../src-main/training/data/augmentation';
import { placePatch } from '../../../../src-main/training/data/place-patch';

const STILL: Turn = { transpose: false, mirrorX: false, mirrorY: false };
// 0 1 2 / 3 4 5 / 6 7 8 inside a plane of 5 columns, from column 1 and row 1 on
const data = Uint16Array.of(9, 9, 9, 9, 9, 9, 0, 1, 2, 9, 9, 3, 4, 5, 9, 9, 6, 7, 8, 9);
const view = { data, start: 6, stride: 5 };

function turned(turn: Partial<Turn>, map = { scale: 1, offset: 0 }): number[] {
  const into = new Float32Array(10).fill(-1);
  placePatch(view, 3, map, { ...STILL, ...turn }, into, 1);
  expect(into[0]).toBe(-1);
  return [...into.subarray(1)];
}

describe('a patch', () => {
  it.each<[Partial<Turn>, number[]]>([
    [{}, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    [{ mirrorX: true }, [2, 1, 0, 5, 4, 3, 8, 7, 6]],
    [{ mirrorY: true }, [6, 7, 8, 3, 4, 5, 0, 1, 2]],
    [{ transpose: true }, [0, 3, 6, 1, 4, 7, 2, 5, 8]],
    [{ transpose: true, mirrorY: true }, [2, 5, 8, 1, 4, 7, 0, 3, 6]],
    [{ transpose: true, mirrorX: true }, [6, 3, 0, 7, 4, 1, 8, 5, 2]],
    [{ mirrorX: true, mirrorY: true }, [8, 7, 6, 5, 4, 3, 2, 1, 0]],
  ])('turned by %j', (turn, values) => expect(turned(turn)).toEqual(values));

  it('is written as network values', () => {
    expect(turned({}, { scale: 2, offset: -0.5 })).toEqual([-0.5, 1.5, 3.5, 5.5, 7.5, 9.5, 11.5, 13.5, 15.5]);
  });
});

describe('augmentation', () => {
  const draw = (augmentation: object, count = 400) =>
    Array.from({ length: count }, (_, place) => drawChange(Augmentation.parse(augmentation), 3, 1, place));

  it('is off by default', () => {
    expect(draw({}, 20).every(({ turn, intensity }) => intensity === 1 && turned(turn)[1] === 1)).toBe(true);
  });

  it('by flips and quarter turns gives all eight ways a square can lie, evenly', () => {
    const counts = new Map<string, number>();
    for (const { turn } of draw({ flips: true, rotations: true })) {
      const key = turned(turn).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(8);
    expect(Math.min(...counts.values())).toBeGreaterThan(25);
  });

  it('by quarter turns alone turns and never mirrors', () => {
    expect(new Set(draw({ rotations: true }).map(({ turn }) => turned(turn).join()))).toEqual(
      new Set(['0,1,2,3,4,5,6,7,8', '2,5,8,1,4,7,0,3,6', '8,7,6,5,4,3,2,1,0', '6,3,0,7,4,1,8,5,2']),
    );
  });

  it('of intensity stays within its bounds and fills them', () => {
    const factors = draw({ intensity: 0.2 }).map(({ intensity }) => intensity);
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.8);
    expect(Math.max(...factors)).toBeLessThanOrEqual(1.2);
    expect(Math.max(...factors) - Math.min(...factors)).toBeGreaterThan(0.35);
  });

  it('is drawn anew for each place and epoch, and the same again for the same', () => {
    const augmentation = Augmentation.parse({ intensity: 0.5 });
    const at = (seed: number, epoch: number, place: number) =>
      drawChange(augmentation, seed, epoch, place).intensity;
    expect(new Set([at(1, 1, 0), at(1, 1, 1), at(1, 2, 0), at(2, 1, 0)]).size).toBe(4);
    expect(at(1, 2, 3)).toBe(at(1, 2, 3));
  });
});
