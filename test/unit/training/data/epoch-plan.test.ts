import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EpochPlan } from '../../../../src-main/training/data/epoch-plan';
import { sliceStarts } from '../../../../src-main/training/data/slices';

describe('slices', () => {
  it('cover every pixel of an edge and never reach beyond it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 200 }), (side, more) => {
        const length = side + more;
        const seen = new Uint8Array(length);
        for (const start of sliceStarts(length, side)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start + side).toBeLessThanOrEqual(length);
          seen.fill(1, start, start + side);
        }
        expect(seen.every((one) => one === 1)).toBe(true);
      }),
    );
  });

  it('lie end to end where the edge is a multiple', () => {
    expect(sliceStarts(512, 128)).toEqual([0, 128, 256, 384]);
    expect(sliceStarts(300, 128)).toEqual([0, 128, 172]);
  });
});

const sizes = [
  { width: 64, height: 64 },
  { width: 40, height: 96 },
  { width: 32, height: 32 },
];
const plan = (kind: 'slices' | 'random', batch = 4, seed = 1) =>
  new EpochPlan(sizes, kind === 'slices' ? { kind, side: 32 } : { kind, side: 32, perImage: 5 }, batch, seed);
const epochOf = (one: EpochPlan, epoch: number) =>
  Array.from({ length: one.stepsPerEpoch }, (_, step) => one.places(epoch, step)).flat();
const text = (places: ReturnType<typeof epochOf>) => places.map(({ frame, x, y }) => `${frame}:${x},${y}`);

describe('an epoch', () => {
  it('holds every slice of every frame once; the last batch is filled up from the beginning', () => {
    const slices = plan('slices');
    expect(slices.count).toBe(4 + 2 * 3 + 1);
    expect(slices.stepsPerEpoch).toBe(3);
    const places = text(epochOf(slices, 1));
    expect(places).toHaveLength(12);
    expect(new Set(places.slice(0, 11)).size).toBe(11);
    expect(places[11]).toBe(places[0]);
  });

  it('holds as many random squares of each frame as asked for, inside of it', () => {
    const random = plan('random', 5);
    const places = epochOf(random, 2);
    for (const [frame, { width, height }] of sizes.entries()) {
      const of = places.filter((place) => place.frame === frame);
      expect(of).toHaveLength(5);
      expect(of.every(({ x, y }) => x >= 0 && y >= 0 && x + 32 <= width && y + 32 <= height)).toBe(true);
    }
    expect(new Set(text(places.filter(({ frame }) => frame === 0))).size).toBeGreaterThan(3);
  });

  it.each(['slices', 'random'] as const)('of %s is the same whenever any step of it is asked for', (kind) => {
    const whole = epochOf(plan(kind), 7);
    const late = plan(kind);
    late.places(3, 1);
    expect(late.places(7, 2)).toEqual(whole.slice(8, 12));
    expect(late.places(7, 0)).toEqual(whole.slice(0, 4));
  });

  it('has another order each time, and for another seed', () => {
    const orders = [epochOf(plan('slices'), 1), epochOf(plan('slices'), 2), epochOf(plan('slices', 4, 2), 1)];
    expect(new Set(orders.map((order) => text(order).join(' '))).size).toBe(3);
  });

  it('of fewer patches than a batch repeats them', () => {
    const small = new EpochPlan([{ width: 32, height: 32 }], { kind: 'slices', side: 32 }, 3, 1);
    expect(text(epochOf(small, 1))).toEqual(['0:0,0', '0:0,0', '0:0,0']);
  });
});
