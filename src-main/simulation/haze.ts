import type { SimulationConfig } from '../contract/simulation';
import { gaussianBlur } from '../imaging/gaussian-blur';
import type { Photons } from './stamps';

/** A disc of radius r has the variance of a Gaussian of sigma r / 2. */
const SIGMA_OF_DISC = 0.5;

/**
 * Sigma, in micrometres, of light from a layer out of focus: geometrically a disc of radius z tan(alpha), NA = n sin(alpha).
 */
export function hazeSigma({ optics, haze }: Pick<SimulationConfig, 'optics' | 'haze'>): number {
  const sine = optics.numericalAperture / optics.refractiveIndex;
  return SIGMA_OF_DISC * haze.depthUm * (sine / Math.sqrt(1 - sine * sine));
}

/**
 * Light out of focus for each photon in focus. With two photons a layer at distance z gives less, by 1 + (z / zR)^2 as the
 * exciting light spreads (zR = pi w^2 n / wavelength, w = 2 sigma): optical sectioning (Denk 1990).
 */
export function hazeRatio({ optics, haze }: Pick<SimulationConfig, 'optics' | 'haze'>): number {
  const ratio = haze.fraction / (1 - haze.fraction);
  if (optics.psf !== 'two-photon') return ratio;
  const wavelength = optics.wavelengthNm / 1000;
  const waist = (2 * 0.21 * wavelength) / optics.numericalAperture;
  const rayleigh = (Math.PI * waist * waist * optics.refractiveIndex) / wavelength;
  return ratio / (1 + (haze.depthUm / rayleigh) ** 2);
}

/** Fluorophores of the layers out of focus as an image: `light` photons each, beyond `margin` pixels around the field. */
export function hazeImage(
  places: { x: Float64Array; y: Float64Array; count: number },
  light: number,
  { width, height, margin, sigma }: { width: number; height: number; margin: number; sigma: number },
): Photons {
  const [wide, high] = [width + 2 * margin, height + 2 * margin];
  const sharp = new Float32Array(wide * high);
  for (let i = 0; i < places.count; i++) {
    const x = Math.floor(places.x[i]!) + margin;
    const y = Math.floor(places.y[i]!) + margin;
    if (x >= 0 && x < wide && y >= 0 && y < high) sharp[y * wide + x]! += light;
  }
  return { width: wide, height: high, data: gaussianBlur({ width: wide, height: high, data: sharp }, sigma) };
}

/**
 * Adds `part` of a haze image that has a margin to an image, shifted by the drift (pixels), interpolated linearly; beyond
 * its border it goes on as at it.
 */
export function addHaze(
  image: Photons,
  haze: Photons,
  margin: number,
  shift: { x: number; y: number },
  part: number,
): void {
  const [dx, dy] = [margin - shift.x, margin - shift.y];
  const [left, top] = [Math.floor(dx), Math.floor(dy)];
  const [right, down] = [dx - left, dy - top];
  const inside = (at: number, side: number) => Math.min(Math.max(at, 0), side - 1);
  for (let y = 0; y < image.height; y++) {
    const above = inside(y + top, haze.height) * haze.width;
    const below = inside(y + top + 1, haze.height) * haze.width;
    for (let x = 0; x < image.width; x++) {
      const [first, second] = [inside(x + left, haze.width), inside(x + left + 1, haze.width)];
      const upper = haze.data[above + first]! * (1 - right) + haze.data[above + second]! * right;
      const lower = haze.data[below + first]! * (1 - right) + haze.data[below + second]! * right;
      image.data[y * image.width + x]! += part * (upper * (1 - down) + lower * down);
    }
  }
}
