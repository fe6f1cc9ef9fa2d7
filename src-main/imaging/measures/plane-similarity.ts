import { GaussianSimilarity } from './gaussian-similarity';
import { MS_SSIM_LEAST_SIDE, MultiScaleSimilarity } from './multi-scale-similarity';
import { SSIM_WINDOW, SsimAccumulator, type SsimOptions } from './ssim-accumulator';
import { GAUSSIAN_WINDOW } from './ssim-constants';

/** The similarities of two planes; null where a plane is smaller than a window. */
export interface PlaneSimilarities {
  /** Uniform window of 7 x 7. */
  ssim: number | null;
  /** Gaussian window of 11 x 11. */
  ssimGaussian: number | null;
  msSsim: number | null;
}

/** Every kind of structural similarity of two planes, row by row, under each map of the image's values. */
export class PlaneSimilarity {
  readonly #uniform: SsimAccumulator | null = null;
  readonly #gaussian: GaussianSimilarity | null = null;
  readonly #multiScale: MultiScaleSimilarity | null = null;
  readonly #maps: number;

  constructor(options: SsimOptions & { height: number }) {
    const side = Math.min(options.width, options.height);
    this.#maps = options.maps.length;
    if (side >= SSIM_WINDOW) this.#uniform = new SsimAccumulator(options);
    if (side >= MS_SSIM_LEAST_SIDE) this.#multiScale = new MultiScaleSimilarity(options);
    else if (side >= GAUSSIAN_WINDOW.taps) this.#gaussian = new GaussianSimilarity(options);
  }

  /** Adds whole rows, from top to bottom. */
  add(image: ArrayLike<number>, reference: ArrayLike<number>): void {
    for (const each of [this.#uniform, this.#gaussian, this.#multiScale]) each?.add(image, reference);
  }

  /** The similarities under each map, when all rows were added. */
  means(): PlaneSimilarities[] {
    const uniform = this.#uniform?.means();
    const gaussian = this.#gaussian?.means();
    const multiScale = this.#multiScale?.means();
    return Array.from({ length: this.#maps }, (_, map) => ({
      ssim: uniform?.[map] ?? null,
      ssimGaussian: multiScale?.[map]!.ssim ?? gaussian?.[map]!.ssim ?? null,
      msSsim: multiScale?.[map]!.msSsim ?? null,
    }));
  }
}

/** The mean over planes; null where the planes are smaller than a window. */
export function meanSimilarity(planes: readonly PlaneSimilarities[]): PlaneSimilarities {
  const mean = (of: keyof PlaneSimilarities) => {
    if (planes.some((plane) => plane[of] === null)) return null;
    return planes.reduce((sum, plane) => sum + plane[of]!, 0) / planes.length;
  };
  return { ssim: mean('ssim'), ssimGaussian: mean('ssimGaussian'), msSsim: mean('msSsim') };
}
