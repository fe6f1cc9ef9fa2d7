import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullWidth, normalised, profileShape } from '../../../src-main/imaging/profile-peaks';

const FWHM_PER_SIGMA = 2 * Math.sqrt(2 * Math.log(2));

/** A sum of Gaussians over a ground, at whole points. */
function gaussians(
  count: number,
  parts: { at: number; sigma: number; height: number }[],
  ground = 0,
): Float64Array {
  return Float64Array.from({ length: count }, (_, x) =>
    parts.reduce(
      (sum, { at, sigma, height }) => sum + height * Math.exp(-((x - at) ** 2) / (2 * sigma ** 2)),
      ground,
    ),
  );
}

describe('profileShape', () => {
  it('finds a Gaussian where it lies, with a FWHM of 2.3548 sigma, whatever its height and ground', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1.5, max: 8, noNaN: true }),
        fc.double({ min: 48, max: 52, noNaN: true }),
        fc.double({ min: 0.1, max: 5e4, noNaN: true }),
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        (sigma, at, height, ground) => {
          const { peaks, pair } = profileShape(gaussians(100, [{ at, sigma, height }], ground));
          expect(pair).toBeNull();
          expect(peaks).toHaveLength(1);
          expect(Math.abs(peaks[0]!.position - at)).toBeLessThan(0.05);
          expect(Math.abs(fullWidth(peaks[0]!)! / (FWHM_PER_SIGMA * sigma) - 1)).toBeLessThan(0.03);
        },
      ),
    );
  });

  it('comes as close to 2.3548 sigma as one likes with finer sampling', () => {
    const sigma = 200;
    const { peaks } = profileShape(gaussians(4001, [{ at: 2000, sigma, height: 1 }]));
    expect(fullWidth(peaks[0]!)! / sigma).toBeCloseTo(2.3548, 4);
  });

  it('measures distance and dip of two peaks', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2, max: 4, noNaN: true }),
        fc.double({ min: 6, max: 12, noNaN: true }),
        fc.double({ min: 0.4, max: 2.5, noNaN: true }),
        (sigma, sigmasApart, second) => {
          const apart = sigmasApart * sigma;
          const parts = [
            { at: 30, sigma, height: 1 },
            { at: 30 + apart, sigma, height: second },
          ];
          const { pair, peaks } = profileShape(gaussians(120, parts));
          expect(peaks).toHaveLength(2);
          expect(Math.abs(pair!.distance - apart)).toBeLessThan(0.1);
          // Equal widths: the valley of so distant peaks is the sum of their flanks.
          expect(pair!.dip).toBeGreaterThan(0.9);
          expect(pair!.dip).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('counts the dip from the lower peak, over the smallest value', () => {
    const { pair } = profileShape([100, 200, 500, 250, 300, 250, 100]);
    expect(pair!.dip).toBeCloseTo((pair!.right.height - 250) / (pair!.right.height - 100), 12);
    expect(pair!.right.height).toBe(300);
  });

  it('tells the same of scaled and shifted values', () => {
    const values = [3, 8, 20, 11, 6, 9, 17, 5, 2];
    const other = values.map((value) => value * 7.5 - 400);
    const [a, b] = [profileShape(values), profileShape(other)];
    expect(b.pair!.distance).toBeCloseTo(a.pair!.distance, 9);
    expect(b.pair!.dip).toBeCloseTo(a.pair!.dip, 9);
    expect(b.peaks.map(fullWidth)).toEqual(a.peaks.map((peak) => expect.closeTo(fullWidth(peak)!, 9)));
  });

  it('gives no width to a peak that another hides at half height, or that the end of the line cuts', () => {
    const hidden = profileShape([0, 5, 10, 8, 9, 4, 0]).peaks;
    expect(hidden.map((peak) => fullWidth(peak) === null)).toEqual([false, true]);
    expect(profileShape([9, 10, 4, 0]).peaks.map(fullWidth)).toEqual([null]);
  });

  it('takes the middle of a flat top', () => {
    const { peaks } = profileShape([0, 0, 10, 10, 10, 0, 0]);
    expect(peaks).toEqual([
      { position: 3, height: 10, prominence: 10, half: { from: 1.5, to: 4.5, level: 5 } },
    ]);
  });

  it('leaves rises out that are below a tenth of the range', () => {
    expect(profileShape([0, 50, 100, 50, 49, 57, 20, 0]).peaks).toHaveLength(1);
    expect(profileShape([0, 50, 100, 50, 40, 57, 20, 0]).peaks).toHaveLength(2);
  });

  it('finds nothing in an even, a rising, an empty profile, or one without numbers', () => {
    for (const values of [[], [1], [2, 2, 2, 2], [1, 2, 3, 4], [NaN, NaN, NaN]]) {
      expect(profileShape(values)).toMatchObject({ peaks: [], pair: null });
    }
  });

  it('stops at values that are no numbers', () => {
    const { peaks } = profileShape([0, 5, 10, NaN, 0, 8, 0]);
    expect(peaks.map(({ position }) => position)).toEqual([5]);
  });

  it('sets the two that stand out most against one another, though noise splits the higher one', () => {
    const { pair } = profileShape([0, 2, 8, 3, 1, 4, 10, 8.5, 9.5, 4, 0]);
    expect(pair!.left.height).toBeCloseTo(8, 0);
    expect(pair!.right.height).toBeCloseTo(10, 0);
    expect(pair!.distance).toBeCloseTo(4, 0);
  });
});

describe('normalised', () => {
  it('goes from 0 to 1', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -70000, max: 70000 }), { minLength: 2 }), (values) => {
        const range = normalised(values);
        const isEven = values.every((value) => value === values[0]);
        expect(Math.min(...range)).toBe(0);
        expect(Math.max(...range)).toBeCloseTo(isEven ? 0 : 1, 12);
      }),
    );
  });

  it('leaves values that are no numbers as they are', () => {
    expect([...normalised([2, NaN, 4])]).toEqual([0, NaN, 1]);
  });
});
