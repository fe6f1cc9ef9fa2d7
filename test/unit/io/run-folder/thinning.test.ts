import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkpointsToKeep, previewsToKeep } from '../../../../src-main/io/run-folder/thinning';

/** Histories in which any epoch may be the best; the first always is. */
const histories = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 400 })
  .map((bests) => bests.map((best, i) => ({ epoch: i + 1, best: best || i === 0 })));

/** What is left after each epoch of a run that removes what it does not keep. */
function leftAfterEach(
  history: { epoch: number; best: boolean }[],
  toKeep: (history: { epoch: number; best: boolean }[]) => Set<number>,
): number[][] {
  let there: number[] = [];
  return history.map((_, i) => {
    const keep = toKeep(history.slice(0, i + 1));
    there = [...there, i + 1].filter((epoch) => keep.has(epoch));
    return there;
  });
}

const bestOf = (history: { epoch: number; best: boolean }[]) =>
  history.filter(({ best }) => best).at(-1)!.epoch;

describe('thinning checkpoints', () => {
  it('leaves the last, the one before it, the best, and the best as it was before: always', () => {
    fc.assert(
      fc.property(histories, (history) => {
        leftAfterEach(history, checkpointsToKeep).forEach((left, i) => {
          const soFar = history.slice(0, i + 1);
          expect(left).toContain(i + 1);
          expect(left).toContain(bestOf(soFar));
          if (i === 0) return;
          expect(left).toContain(i);
          expect(left).toContain(bestOf(soFar.slice(0, -1)));
        });
      }),
    );
  });

  it('leaves at most eight more, with no gap of more than a quarter of the run', () => {
    fc.assert(
      fc.property(histories, (history) => {
        leftAfterEach(history, checkpointsToKeep).forEach((left, i) => {
          expect(left.length).toBeLessThanOrEqual(8 + 4);
          const gaps = left.map((epoch, at) => epoch - (left[at - 1] ?? 0));
          expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.max(1, (i + 1) / 4));
        });
      }),
    );
  });

  it('keeps these of a run of 200 epochs whose best was the 150th', () => {
    const history = Array.from({ length: 200 }, (_, i) => ({ epoch: i + 1, best: i < 150 }));
    expect(leftAfterEach(history, checkpointsToKeep).at(-1)).toEqual([
      32, 64, 96, 128, 150, 160, 192, 199, 200,
    ]);
  });
});

describe('thinning previews', () => {
  it('leaves the first ones, the best, the last, and no more than fifty of any run', () => {
    fc.assert(
      fc.property(histories, (history) => {
        leftAfterEach(history, previewsToKeep).forEach((left, i) => {
          expect(left).toEqual(expect.arrayContaining([1, i + 1, bestOf(history.slice(0, i + 1))]));
          expect(left.length).toBeLessThanOrEqual(50);
        });
      }),
    );
  });
});
