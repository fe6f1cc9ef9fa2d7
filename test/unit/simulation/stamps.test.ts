import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SimulatedOptics } from '../../../src-main/contract/simulation';
import { linearSpread, spreadAt } from '../../../src-main/simulation/optics';
import { drawFluorophores, makeStamps } from '../../../src-main/simulation/stamps';
import { centroid } from '../../support/simulation';

const PSFS = ['gaussian', 'airy', 'two-photon'] as const;

function stampsOf(psf: SimulatedOptics['psf'], pixelUm = 0.1) {
  const spread = linearSpread(SimulatedOptics.parse({ psf, numericalAperture: 1.4, wavelengthNm: 600 }));
  return makeStamps(spread, spread, pixelUm);
}

function drawn(stamps: ReturnType<typeof stampsOf>, x: number, y: number, photons = 1000) {
  const image = { width: 64, height: 60, data: new Float32Array(64 * 60) };
  const places = { x: Float64Array.of(x), y: Float64Array.of(y), count: 1 };
  drawFluorophores(image, stamps, places, Float32Array.of(photons), { x: 0, y: 0 });
  return image;
}

describe('a fluorophore that is drawn', () => {
  for (const psf of PSFS) {
    const stamps = stampsOf(psf);
    it(`keeps all its photons and stands where it is, with the ${psf} function`, () => {
      fc.assert(
        fc.property(
          fc.double({ min: 20, max: 40, noNaN: true }),
          fc.double({ min: 20, max: 40, noNaN: true }),
          (x, y) => {
            const image = drawn(stamps, x, y);
            const sum = image.data.reduce((a, b) => a + b, 0);
            expect(Math.abs(sum - 1000)).toBeLessThan(0.01);
            const found = centroid(image);
            const tolerance = 0.5 / stamps.phases + 1e-3;
            expect(Math.abs(found.x - x)).toBeLessThan(tolerance);
            expect(Math.abs(found.y - y)).toBeLessThan(tolerance);
          },
        ),
        { numRuns: 40 },
      );
    });
  }

  it('has the width of theory, integrated over pixels', () => {
    const { data, width } = drawn(stampsOf('gaussian'), 32 + 1 / 64, 30 + 1 / 64);
    let [sum, squares] = [0, 0];
    const middle = centroid({ data, width }).x;
    data.forEach((value, i) => {
      sum += value;
      squares += value * ((i % width) + 0.5 - middle) ** 2;
    });
    const sigma = (0.21 * 0.6) / 1.4 / 0.1;
    expect(squares / sum).toBeCloseTo(sigma ** 2 + 1 / 12, 2); // a pixel's own variance is 1/12
  });

  it('gives in one direction what the Gaussian error function says', () => {
    // Phi(0.5 px / 0.9 px) - Phi(-0.5 / 0.9) = 0.42147 along each axis for a fluorophore in a pixel's middle.
    const { data, width } = drawn(stampsOf('gaussian'), 32.5, 30.5, 1);
    const peak = data[30 * width + 32]!;
    expect(peak).toBeCloseTo(0.42147 ** 2, 2);
  });

  it('loses at the border what falls outside, and nothing is drawn where all does', () => {
    const stamps = stampsOf('gaussian');
    const half = drawn(stamps, 0, 30).data.reduce((a, b) => a + b, 0);
    expect(half).toBeGreaterThan(450);
    expect(half).toBeLessThan(550);
    expect(drawn(stamps, -40, 30).data.every((value) => value === 0)).toBe(true);
  });

  it('gives more light at more power, by the response of its middle', () => {
    const optics = SimulatedOptics.parse({ numericalAperture: 1.4, wavelengthNm: 600 });
    const unit = linearSpread(optics);
    const linear = makeStamps(spreadAt(optics, { powers: [], coefficients: [1] }, 3), unit, 0.1);
    expect(drawn(linear, 30, 30).data.reduce((a, b) => a + b, 0)).toBeCloseTo(3000, 0);
    const saturated = makeStamps(spreadAt(optics, { powers: [], coefficients: [1, -0.2] }, 1), unit, 0.1);
    // The second order of a Gaussian has half its area.
    expect(drawn(saturated, 30, 30).data.reduce((a, b) => a + b, 0) / 1000).toBeCloseTo(1 - 0.2 / 2, 3);
  });
});
