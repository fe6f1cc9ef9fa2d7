import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decorrelation } from '../../src-main/imaging/measures/decorrelation';
import { fourierRingCorrelation } from '../../src-main/imaging/measures/frc';
import { squirrel, squirrelFit } from '../../src-main/imaging/measures/squirrel';
import type { Plane } from '../../src-main/imaging/plane';
import { integerScene, withIntegerNoise } from '../support/integer-scene';

// NanoPyx 2.1.5 on the same simulated images (make_measures.py, which says how its numbers are made again).
interface Measured {
  frc: Record<'square' | 'odd', RingNumbers>;
  decorrelation: Record<'square' | 'odd', { cutoff: number; curves: CurveNumbers[] }>;
  squirrel: Record<'same' | 'magnified', SquirrelNumbers>;
}
type RingNumbers = Record<'correlation' | 'smoothed', number[]> &
  Record<'window' | 'pixelSize' | 'resolution', number>;
type CurveNumbers = { values: number[] } & Record<'at' | 'from' | 'to', number>;
type SquirrelNumbers = { diagonal: number[] } & Record<'rsp' | 'rse' | 'alpha' | 'beta' | 'sigma', number>;

const nanopyx = JSON.parse(
  readFileSync(new URL('nanopyx-measures.json', import.meta.url), 'utf8'),
) as Measured;

const odd = [7, 8].map((seed) => withIntegerNoise(integerScene(131, 97, 1, 2, 5), 400, seed)) as [
  Plane,
  Plane,
];
const square = odd.map((image) => topLeft(image, 96)) as [Plane, Plane];

function topLeft({ width, data }: Plane, side: number): Plane {
  const take = (i: number) => data[Math.floor(i / side) * width + (i % side)]!;
  return { width: side, height: side, data: Float64Array.from({ length: side * side }, (_, i) => take(i)) };
}

describe('FRC', () => {
  test.each(['square', 'odd'] as const)("has NanoPyx's correlation in every ring of the %s pair", (name) => {
    const { correlation, side } = fourierRingCorrelation(...(name === 'square' ? square : odd));
    expect(side).toBe(96);
    expect(correlation).toHaveLength(nanopyx.frc[name].correlation.length);
    // NanoPyx sums in single precision.
    nanopyx.frc[name].correlation.forEach((value, q) => expect(correlation[q]).toBeCloseTo(value, 4));
  });

  test.each(['square', 'odd'] as const)(
    "has NanoPyx's resolution of the %s pair, once its axis is put right",
    (name) => {
      const { resolution, pixelSize, smoothed } = nanopyx.frc[name];
      // Its axis ends at Nyquist's frequency two rings early: q / (p (N - 4)) where q / (p N) is meant. Its window is
      // even, and an even window of Savitzky and Golay stands half a ring behind its place.
      const ring = ((96 - 4) * pixelSize) / resolution;
      const corrected = 96 / (ring + 0.5);
      const { resolutionPx } = fourierRingCorrelation(...(name === 'square' ? square : odd));
      expect(smoothed).toHaveLength(47);
      // Windows of 4 and 5 rings smooth the curve's noise differently: half a ring in about 28.
      expect(Math.abs(resolutionPx! / corrected - 1)).toBeLessThan(0.02);
    },
  );
});

describe('decorrelation', () => {
  test.each(['square', 'odd'] as const)("has NanoPyx's curves and cut-off of the %s image", (name) => {
    const { curves, resolutionPx } = decorrelation(name === 'square' ? square[0] : odd[0]);
    for (const { at, from, to, values } of nanopyx.decorrelation[name].curves) {
      const own = curves[at]!;
      expect([own.from, own.to]).toEqual([expect.closeTo(from, 6), expect.closeTo(to, 6)]);
      // NanoPyx blurs with mirrored borders, Finescope with repeated ones; both are faded. Only the widest blur, with
      // which the borders' low frequencies are all that differs, shows it.
      const digits = own.sigmaPx === null ? 4 : own.sigmaPx < 5 ? 3 : 2;
      values.forEach((value, i) => expect(Math.abs(own.values[i]! - value)).toBeLessThan(10 ** -digits));
    }
    expect(2 / resolutionPx!).toBeCloseTo(nanopyx.decorrelation[name].cutoff, 6);
  });
});

describe('SQUIRREL', () => {
  const scenes = {
    same: [integerScene(131, 97, 1, 1, 5), withIntegerNoise(integerScene(131, 97, 1, 3, 5), 300, 9)],
    magnified: [integerScene(64, 48, 3, 1, 5), withIntegerNoise(integerScene(64, 48, 1, 3, 5), 300, 9)],
  } as const;

  test.each(['same', 'magnified'] as const)("has NanoPyx's fit and error map at %s size", (name) => {
    const fit = squirrel(...scenes[name], 'reference');
    const { rsp, rse, alpha, beta, sigma, diagonal } = nanopyx.squirrel[name];
    // Single precision there; its correlation is worst.
    expect(fit.rsp).toBeCloseTo(rsp, 5);
    expect(fit.rse / rse).toBeCloseTo(1, 6);
    expect(fit.alpha / alpha).toBeCloseTo(1, 5);
    expect(fit.beta / beta).toBeCloseTo(1, 5);
    expect(fit.sigmaPx / sigma).toBeCloseTo(1, 5);
    diagonal.forEach((error, i) => {
      expect(Math.abs(fit.errors[4 * i * (fit.width + 1)]! - error)).toBeLessThan(0.01);
    });
  });

  test('correlates better where the reference is magnified in its place', () => {
    const { rsp } = squirrelFit(...scenes.magnified);
    expect(rsp).toBeGreaterThan(nanopyx.squirrel.magnified.rsp + 0.005);
  });
});
