import { describe, expect, it } from 'vitest';
import { compareRuns, comparisonNotes, namedRuns } from '../../../src-main/figures/run-comparison';
import { anEpoch, aRun, scoresOf } from '../../support/a-run';

describe('compareRuns', () => {
  it('takes the scores of the best epoch, beside the rescaling', () => {
    const [row] = compareRuns(namedRuns([aRun([0.09, 0.06, 0.08])]));
    expect(row).toMatchObject({ bestEpoch: 2, epochs: 3, steps: 15, parameters: 1000, rmse: 0.06 });
    expect(row!.overRescaled).toBeCloseTo(scoresOf(0.06).psnr - scoresOf(0.0671).psnr, 10);
  });

  it('averages the last ten epochs only', () => {
    const [row] = compareRuns(namedRuns([aRun([0.5, ...Array<number>(10).fill(0.1)])]));
    expect(row!.lastTenPsnr).toBeCloseTo(20, 10);
  });

  it('takes the median time of an epoch, so that one slow epoch counts little', () => {
    const run = aRun([0.1, 0.1, 0.1, 0.1]);
    run.history = [10, 12, 14, 900].map((seconds, i) => anEpoch(i + 1, 0.1, { seconds }));
    expect(compareRuns(namedRuns([run]))[0]!.secondsPerEpoch).toBe(13);
  });

  it('says nothing of what was not scored', () => {
    const [row] = compareRuns(namedRuns([aRun([null], { baselines: null })]));
    expect(row).toMatchObject({
      bestEpoch: null,
      rmse: null,
      psnr: null,
      overRescaled: null,
      lastTenPsnr: null,
    });
  });

  it('numbers runs of one name', () => {
    const names = namedRuns([aRun([0.1]), aRun([0.1], { name: 'other' }), aRun([0.1])]).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['run (1)', 'other', 'run (2)']);
  });
});

describe('comparisonNotes', () => {
  it('finds nothing to say of runs that differ in their network only', () => {
    const other = aRun([0.1], { name: 'b', config: { architecture: { kind: 'unet', batchNorm: true } } });
    expect(comparisonNotes(namedRuns([aRun([0.1]), other]))).toEqual([]);
  });

  it('says that runs take other numbers of steps, hold out other fields, or normalise otherwise', () => {
    const other = aRun([0.1], { name: 'b', config: { epochs: 2, normalisation: { kind: 'meanStd' } } });
    other.record.data.validation = ['fov09'];
    const notes = comparisonNotes(namedRuns([aRun([0.1], { name: 'a' }), other]));
    expect(notes).toHaveLength(3);
    expect(notes[0]).toContain('a 5, b 10');
    expect(notes[1]).toContain('cannot be compared');
    expect(notes[2]).toContain('units');
  });
});
