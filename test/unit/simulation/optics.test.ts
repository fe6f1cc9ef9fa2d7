import { describe, expect, it } from 'vitest';
import { SimulatedOptics } from '../../../src-main/contract/simulation';
import { besselJ1 } from '../../../src-main/simulation/bessel';
import {
  checkOptics,
  linearSpread,
  sigmaOf,
  spreadAt,
  type PointSpread,
} from '../../../src-main/simulation/optics';

const optics = (psf: SimulatedOptics['psf']) =>
  SimulatedOptics.parse({ psf, numericalAperture: 1.2, wavelengthNm: 600 });

/** Full width at half maximum, by bisection. */
function fwhm({ height }: Pick<PointSpread, 'height'>): number {
  let [inside, outside] = [0, 0.4];
  for (let i = 0; i < 60; i++) {
    const middle = (inside + outside) / 2;
    if (height(middle) > height(0) / 2) inside = middle;
    else outside = middle;
  }
  return inside + outside;
}

describe('the Bessel function J1', () => {
  // Abramowitz and Stegun, table 9.1, and the first zeros.
  it.each([
    [0, 0],
    [1, 0.4400505857],
    [3, 0.3390589585],
    [5, -0.3275791376],
    [10, 0.0434727462],
    [3.8317059702, 0],
    [13.3236919363, 0],
  ])('of %d is %d', (x, value) => {
    expect(Math.abs(besselJ1(x) - value)).toBeLessThan(1e-7);
  });
});

describe('a point spread function', () => {
  it('has the width that theory says', () => {
    const unit = 0.6 / 1.2;
    expect(fwhm(linearSpread(optics('gaussian')))).toBeCloseTo(2.354820045 * 0.21 * unit, 6);
    // (2 J1(v) / v)^2 is 1/2 at v = 1.61633995, and the square root of 1/2 at v = 1.16357.
    expect(fwhm(linearSpread(optics('airy')))).toBeCloseTo((1.61633995 / Math.PI) * unit, 5);
    const twoPhoton = fwhm(linearSpread(optics('two-photon'))) / 2;
    const v = (2 * Math.PI * twoPhoton) / unit;
    expect(((2 * besselJ1(v)) / v) ** 4).toBeCloseTo(0.5, 6);
    expect(fwhm(linearSpread(optics('two-photon')))).toBeLessThan(fwhm(linearSpread(optics('airy'))));
  });

  it('is nearly the Gaussian whose sigma is told with positions', () => {
    for (const psf of ['gaussian', 'airy', 'two-photon'] as const) {
      const width = fwhm(linearSpread(optics(psf)));
      expect(Math.abs(width / (2.354820045 * sigmaOf(optics(psf))) - 1)).toBeLessThan(0.07);
    }
  });

  it('narrows by the square root of 2 where the second order alone is left', () => {
    const [low, high] = [0.5, 1].map((power) =>
      spreadAt(optics('gaussian'), { powers: [], coefficients: [1, -0.3] }, power),
    ) as [PointSpread, PointSpread];
    // c1 I1 + c2 I2 = 0 leaves the second order (Zhang 2018).
    const combined = { height: (r: number) => high.height(r) - 2 * low.height(r) };
    const negative = { height: (r: number) => -combined.height(r) };
    expect(fwhm(linearSpread(optics('gaussian'))) / fwhm(negative)).toBeCloseTo(Math.SQRT2, 6);
    expect(fwhm(high)).toBeGreaterThan(fwhm(low));
  });

  it('has the order of two photons twice', () => {
    const spread = spreadAt(optics('two-photon'), { powers: [], coefficients: [0, 1] }, 2);
    expect(spread.height(0)).toBe(2 ** 4);
    const h = spreadAt(optics('airy'), { powers: [], coefficients: [1] }, 1).height(0.1);
    expect(spread.height(0.1)).toBeCloseTo((2 * h) ** 4, 10);
  });

  it('is refused where light would be taken away, or the aperture exceeds the immersion', () => {
    const saturated = { powers: [2], coefficients: [1, -0.6] };
    expect(() => spreadAt(optics('gaussian'), saturated, 2)).toThrow(/gives less than no light at power 2/);
    expect(() =>
      checkOptics(SimulatedOptics.parse({ numericalAperture: 1.4, refractiveIndex: 1.33 })),
    ).toThrow(/1\.4 needs an immersion.*1\.33/);
  });
});
