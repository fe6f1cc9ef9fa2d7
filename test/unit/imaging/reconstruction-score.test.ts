import { describe, expect, it } from 'vitest';
import { binned } from '../../../src-main/imaging/binning';
import { fourierRingCorrelation } from '../../../src-main/imaging/measures/frc';
import { scoreReconstruction } from '../../../src-main/imaging/reconstruction-score';
import type { Plane } from '../../../src-main/imaging/plane';
import { randomStructure, withNoise } from '../../support/random-structure';

const whole = randomStructure(96, 96, 3, 1);
const average: Plane = { width: 48, height: 48, data: binned(whole.data, 96, 2) };
const [odd, even] = [withNoise(whole, 0.02, 1), withNoise(whole, 0.02, 2)];

describe('the score of a reconstruction', () => {
  it('is the FRC resolution of its halves in pixels of the input, and the RSP of the whole', () => {
    const score = scoreReconstruction({ odd, even, whole, average });
    expect(score.outcome).toBe('resolved');
    expect(score.resolutionPx).toBe(fourierRingCorrelation(odd, even).resolutionPx! / 2);
    expect(score.rsp).toBeGreaterThan(0.99);
  });

  it('is two pixels of the reconstruction where these limit it', () => {
    const score = scoreReconstruction({ odd: whole, even: whole, whole, average });
    expect(score).toMatchObject({ outcome: 'beyond-pixels', resolutionPx: 1 });
  });

  it('is worse for what the frames do not show', () => {
    const other = randomStructure(96, 96, 3, 2);
    expect(scoreReconstruction({ odd, even, whole: other, average }).rsp).toBeLessThan(0.7);
  });

  it('is nothing for a reconstruction that is the same everywhere', () => {
    const empty: Plane = { width: 96, height: 96, data: new Float32Array(96 * 96) };
    const score = scoreReconstruction({ odd: empty, even: empty, whole: empty, average });
    expect(score).toEqual({ resolutionPx: null, outcome: 'nothing-shared', rsp: 0 });
  });
});
