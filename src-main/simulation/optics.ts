import { InvalidRequestError } from '../contract/errors';
import type { SimulationConfig } from '../contract/simulation';
import { besselJ1 } from './bessel';

/** A point spread function: relative height at a distance from the middle, in micrometres. */
export interface PointSpread {
  height(distance: number): number;
  /** Beyond this distance (micrometres) it is taken as 0. */
  reach: number;
}

/** Sigma of the Gaussian that is nearest to the Airy disc, in wavelengths / NA (Zhang, Zerubia and Olivo-Marin 2007). */
const SIGMA = 0.21;

/** Where a Gaussian is cut off, in sigmas; where an Airy disc and its square are, in v. */
const GAUSSIAN_REACH = 4.5;
const AIRY_REACH = 16;
const TWO_PHOTON_REACH = 5.5;

/**
 * The light h of one point in focus, 1 in its middle: a Gaussian, or the Airy disc (2 J1(v) / v)^2 with
 * v = 2 pi NA r / wavelength (Born and Wolf, 8.5.2). With two photons it is the exciting light.
 */
function lightOf({
  psf,
  numericalAperture,
  wavelengthNm,
}: SimulationConfig['optics']): (r: number) => number {
  const unit = wavelengthNm / 1000 / numericalAperture;
  if (psf === 'gaussian') return (r) => Math.exp(-0.5 * (r / (SIGMA * unit)) ** 2);
  return (r) => {
    const v = (2 * Math.PI * r) / unit;
    return v < 1e-6 ? 1 : ((2 * besselJ1(v)) / v) ** 2;
  };
}

/** How many photons are absorbed together. */
export function photonsAbsorbed({ psf }: Pick<SimulationConfig['optics'], 'psf'>): number {
  return psf === 'two-photon' ? 2 : 1;
}

/** The point spread function at power 1 of a fluorophore that does not saturate: h to the power N. */
export function linearSpread(optics: SimulationConfig['optics']): PointSpread {
  return spreadAt(optics, { powers: [1], coefficients: [1] }, 1);
}

/**
 * The point spread function of a scanning microscope at a power: sum over m of a_m (I h)^(N m). Throws
 * InvalidRequestError where that would be below 0.
 */
export function spreadAt(
  optics: SimulationConfig['optics'],
  { coefficients }: SimulationConfig['excitation'],
  power: number,
): PointSpread {
  const { psf, numericalAperture, wavelengthNm } = optics;
  const unit = wavelengthNm / 1000 / numericalAperture;
  const absorbed = photonsAbsorbed(optics);
  const light = lightOf(optics);
  const signal = (h: number) => {
    const absorbedTogether = (power * h) ** absorbed;
    return coefficients.reduceRight((sum, a) => (sum + a) * absorbedTogether, 0);
  };
  for (let h = 0.01; h <= 1; h += 0.01) {
    if (signal(h) >= 0) continue;
    throw new InvalidRequestError(
      `With excitation.coefficients=${JSON.stringify(coefficients)} a fluorophore gives less than no light at power ${power}. ` +
        `Lower excitation.powers, or make the negative coefficients smaller.`,
      { parameter: 'excitation.coefficients' },
    );
  }
  const reach =
    psf === 'gaussian'
      ? GAUSSIAN_REACH * SIGMA * unit
      : ((psf === 'airy' ? AIRY_REACH : TWO_PHOTON_REACH) * unit) / (2 * Math.PI);
  return { height: (r) => signal(light(r)), reach };
}

/** Sigma of the Gaussian that the point spread function in focus is like, in micrometres. */
export function sigmaOf(optics: SimulationConfig['optics']): number {
  const sigma = (SIGMA * optics.wavelengthNm) / 1000 / optics.numericalAperture;
  return sigma / Math.sqrt(photonsAbsorbed(optics));
}

/** Throws {@link InvalidRequestError} for an aperture that the immersion does not allow. */
export function checkOptics({ numericalAperture, refractiveIndex }: SimulationConfig['optics']): void {
  if (numericalAperture < refractiveIndex) return;
  throw new InvalidRequestError(
    `A numerical aperture of ${numericalAperture} needs an immersion of more than that; optics.refractiveIndex is ${refractiveIndex}.`,
    { parameter: 'optics.numericalAperture' },
  );
}
