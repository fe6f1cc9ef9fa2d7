import { InvalidRequestError } from '../../contract/errors';
import { complexGrid, transform } from '../fft';
import { middleSquare, type Plane } from '../plane';
import { requireStructure } from './require-structure';
import { readRings, type RingCorrelation } from './ring-correlation';
import { ringSums } from './ring-sums';
import { taper, tukeyWindow } from './tukey-window';

/** Below this there are too few rings to tell a resolution. */
export const FRC_LEAST_SIDE = 32;

/** Share of a side over which an image is faded in and out. */
export const FRC_TAPER = 0.25;

/** The largest even square that lies in a plane, in pixels of its side: an odd row or column more changes nothing. */
export function frcSide({ width, height }: Pick<Plane, 'width' | 'height'>): number {
  return 2 * Math.floor(Math.min(width, height) / 2);
}

/**
 * Fourier ring correlation (Nieuwenhuizen et al. 2013) of two images of one field with independent noise: their middle
 * even square, each times a Tukey window (0.25); for every ring of frequencies
 * sum Re(F1 conj F2) / sqrt(sum |F1|^2 sum |F2|^2), up to two rings below Nyquist's. Pixels are taken as square.
 *
 * Throws {@link InvalidRequestError} when sizes differ, or where an image is below {@link FRC_LEAST_SIDE}, constant, or not
 * finite.
 */
export function fourierRingCorrelation(first: Plane, second: Plane): RingCorrelation {
  if (first.width !== second.width || first.height !== second.height) {
    throw new InvalidRequestError(
      `FRC compares images of one size; these have ${first.width} x ${first.height} and ${second.width} x ${second.height} pixels.`,
      { parameter: 'second' },
    );
  }
  const asked = { measure: 'FRC', leastSide: FRC_LEAST_SIDE };
  requireStructure(first, { ...asked, image: 'the first image' });
  requireStructure(second, { ...asked, image: 'the second image' });
  const side = frcSide(first);
  const maps = productMaps(tapered(first, side), tapered(second, side), side);
  const { sums } = ringSums(maps, side, side / 2 - 1);
  const [shared, own, others] = sums as [Float64Array, Float64Array, Float64Array];
  const correlation = shared.map((sum, q) => {
    const scale = Math.sqrt(own[q]! * others[q]!);
    return q === 0 ? 1 : scale > 0 ? sum / scale : 0;
  });
  return readRings(correlation, side);
}

/** The middle of a plane, faded at its borders and brought to about 1: the measure does not depend on the scale. */
function tapered(plane: Plane, side: number): Float64Array {
  const values = middleSquare(plane, side);
  taper(values, side, tukeyWindow(side, FRC_TAPER));
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest > 0 ? values.map((value) => value / largest) : values;
}

/** Re(F1 conj F2), |F1|^2 and |F2|^2 of two real images, from one transform of first + i second. */
function productMaps(first: Float64Array, second: Float64Array, side: number): Float64Array[] {
  const grid = { ...complexGrid(side, side), real: first, imaginary: second };
  transform(grid);
  const [shared, own, others] = [0, 1, 2].map(() => new Float64Array(side * side)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let v = 0; v < side; v++) {
    for (let u = 0; u < side; u++) {
      const at = v * side + u;
      const mirrored = ((side - v) % side) * side + ((side - u) % side);
      const aRe = (first[at]! + first[mirrored]!) / 2;
      const aIm = (second[at]! - second[mirrored]!) / 2;
      const bRe = (second[at]! + second[mirrored]!) / 2;
      const bIm = (first[mirrored]! - first[at]!) / 2;
      shared[at] = aRe * bRe + aIm * bIm;
      own[at] = aRe * aRe + aIm * aIm;
      others[at] = bRe * bRe + bIm * bIm;
    }
  }
  return [shared, own, others];
}
