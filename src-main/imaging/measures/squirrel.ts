import { InvalidRequestError } from '../../contract/errors';
import { complexGrid, type ComplexGrid } from '../complex-grid';
import { cosineTransform, cosinesOf, fromCosines } from '../cosine-transform';
import { fourierMagnified } from '../fourier-magnified';
import { gaussianGains } from '../gaussian-kernel';
import { minimise } from '../minimise';
import type { Plane } from '../plane';
import { requireStructure } from './require-structure';

/** How a reconstruction fits the image it was made from: {@link squirrel}. */
export interface SquirrelFit {
  /** Pearson correlation of the blurred and rescaled reconstruction with the reference: 1 is best. */
  rsp: number;
  /** Root of their mean squared difference, in values of the reference. */
  rse: number;
  /** reference = alpha x blurred reconstruction + beta. */
  alpha: number;
  beta: number;
  /** SD of the Gaussian that blurs the reconstruction to the reference's resolution, in pixels of the reconstruction. */
  sigmaPx: number;
  /** Pixels of the reconstruction for one of the reference, along a side; need not be whole. */
  magnification: number;
}

/** {@link SquirrelFit} and where the two differ: |blurred and rescaled reconstruction - reference|, row-major. */
export interface SquirrelMap extends SquirrelFit {
  width: number;
  height: number;
  errors: Float32Array;
}

/**
 * Where the pixels of the reference lie on the reconstruction's grid: their centres in place, or as NanoPyx 2.1.5 has them,
 * (m - 1) / 2 pixels of the reconstruction too far up and left (for comparison with its numbers; m must be whole).
 */
export type ReferencePlacement = 'centred' | 'reference';

/** Below this there is too little to fit. */
const LEAST_SIDE = 8;

/** A Gaussian's full width at half maximum over its SD. */
const FWHM = 2.35482;

/**
 * SQUIRREL (Culley et al., Nature Methods 2018): the reconstruction is blurred by the Gaussian with which, after the best
 * linear rescaling, it comes nearest to a diffraction limited reference; its SD by Brent's method, from 0 to
 * 4 m / 2.35482 pixels and beyond where that is better.
 *
 * Images are mirrored at their borders. All is computed on their cosine transforms, where a Gaussian is a product and
 * sums of squares are the same; there the reference is also magnified, every pixel's centre staying where it is.
 *
 * Throws {@link InvalidRequestError} where an image is constant or not finite, the reconstruction is smaller than the
 * reference, or of another shape.
 */
export function squirrelFit(
  reconstruction: Plane,
  reference: Plane,
  placement: ReferencePlacement = 'centred',
): SquirrelFit {
  return fitted(reconstruction, reference, placement).fit;
}

/** {@link squirrelFit} with the error map. */
export function squirrel(
  reconstruction: Plane,
  reference: Plane,
  placement: ReferencePlacement = 'centred',
): SquirrelMap {
  const { fit, own, others } = fitted(reconstruction, reference, placement);
  const { width, height } = own;
  const [across, down] = [gaussianGains(fit.sigmaPx, width), gaussianGains(fit.sigmaPx, height)];
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) own.real[v * width + u]! *= fit.alpha * across[u]! * down[v]!;
  }
  const { real, imaginary } = fromCosines({ ...own, imaginary: others.real }, width, height);
  const errors = Float32Array.from(real, (value, i) => Math.abs(value + fit.beta - imaginary[i]!));
  return { ...fit, width, height, errors };
}

/** The fit, and the cosine transforms of reconstruction and magnified reference, both of the reconstruction's size. */
function fitted(reconstruction: Plane, reference: Plane, placement: ReferencePlacement) {
  const { width, height } = reconstruction;
  const magnification = magnificationOf(reconstruction, reference);
  const own = cosines(reconstruction);
  const placed = placement === 'centred' ? reference : asNanoPyx(reconstruction, reference);
  const others = cosinesOf(cosines(placed), width, height);
  const sums = spectralSums(own.real, others.real, width, height);
  const error = (sigma: number) => sums(sigma).error;

  let widest = (4 * magnification) / FWHM;
  while (widest < Math.min(width, height) / 4 && error(2 * widest) < error(widest)) widest *= 2;
  const { at: sigmaPx } = minimise(error, 0, 2 * widest);
  const { squares, products, error: rse, correlation } = sums(sigmaPx);
  const alpha = squares > 0 ? products / squares : 0;
  const mean = (grid: ComplexGrid) => grid.real[0]! / (width * height);
  const beta = mean(others) - alpha * mean(own);
  const fit: SquirrelFit = { rsp: Math.abs(correlation), rse, alpha, beta, sigmaPx, magnification };
  return { fit, own, others };
}

function asNanoPyx(reconstruction: Plane, reference: Plane): Plane {
  const times = reconstruction.width / reference.width;
  if (Number.isInteger(times) && times * reference.height === reconstruction.height) {
    return fourierMagnified(reference, times);
  }
  throw new InvalidRequestError(
    `NanoPyx magnifies by whole numbers; the reconstruction has ${times.toPrecision(4)} pixels for one of the reference. Use the centred placement.`,
    { parameter: 'placement' },
  );
}

function cosines({ width, height, data }: Plane): ComplexGrid {
  const grid = complexGrid(width, height);
  grid.real.set(data);
  cosineTransform(grid);
  return grid;
}

/** Sums of squared and mixed deviations from the means, of the blurred reconstruction and the reference, for any blur. */
function spectralSums(own: Float64Array, others: Float64Array, width: number, height: number) {
  const ownSquares = new Float64Array(own.length);
  const mixed = new Float64Array(own.length);
  let total = 0;
  for (let v = 0, at = 0; v < height; v++) {
    for (let u = 0; u < width; u++, at++) {
      if (at === 0) continue; // the means
      // Parseval's theorem of the cosine transform: all frequencies but 0 count twice, along either axis.
      const weight = ((u === 0 ? 1 : 2) * (v === 0 ? 1 : 2)) / own.length;
      ownSquares[at] = weight * own[at]! * own[at]!;
      mixed[at] = weight * own[at]! * others[at]!;
      total += weight * others[at]! * others[at]!;
    }
  }
  return (sigma: number) => {
    const [across, down] = [gaussianGains(sigma, width), gaussianGains(sigma, height)];
    let [squares, products] = [0, 0];
    for (let v = 0, at = 0; v < height; v++) {
      let [rowSquares, rowProducts] = [0, 0];
      for (let u = 0; u < width; u++, at++) {
        const gain = across[u]!;
        rowSquares += ownSquares[at]! * gain * gain;
        rowProducts += mixed[at]! * gain;
      }
      squares += rowSquares * down[v]! * down[v]!;
      products += rowProducts * down[v]!;
    }
    const explained = squares > 0 ? (products * products) / squares : 0;
    return {
      squares,
      products,
      error: Math.sqrt(Math.max(0, total - explained) / own.length),
      correlation: squares > 0 ? products / Math.sqrt(squares * total) : 0,
    };
  };
}

function magnificationOf(reconstruction: Plane, reference: Plane): number {
  const asked = { measure: 'SQUIRREL', leastSide: LEAST_SIDE };
  requireStructure(reconstruction, { ...asked, image: 'the reconstruction' });
  requireStructure(reference, { ...asked, image: 'the reference' });
  const across = reconstruction.width / reference.width;
  const down = reconstruction.height / reference.height;
  const sizes = `${reconstruction.width} x ${reconstruction.height} pixels and the reference ${reference.width} x ${reference.height}`;
  const refuse = (what: string): never => {
    throw new InvalidRequestError(`${what}: it has ${sizes}. Both must show the same field.`, {
      parameter: 'reconstruction',
    });
  };
  if (across < 1 || down < 1) refuse('The reconstruction has fewer pixels than the reference');
  // A pixel of the reference more or less is another shape, a rounded size is none.
  if (Math.abs(across - down) * Math.min(reference.width, reference.height) > 1) {
    refuse('The reconstruction has another shape than the reference');
  }
  return across;
}
