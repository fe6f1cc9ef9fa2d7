import type { AddedFrames, StripFrames } from '../contract/reconstruction-api';
import type { PixelBlock } from '../contract/image';
import { InternalError } from '../contract/errors';
import type { ReconstructionStrip } from '../contract/reconstruction';
import { divideByPhaseMeans, phaseSums } from '../imaging/macro-pixels';
import type { FrameReconstruction } from './frame-reconstruction';
import { projectionOf } from './projection';
import type { Projection } from './projection-kind';
import { RadialGradientConvergence } from './radial-gradient-convergence';
import { Radiality } from './radiality';

const UNMOVED = { x: 0, y: 0 };

/** A part of an image that is reconstructed frame by frame; only the last frame and sums over time are in memory. */
export class Strip {
  readonly #method: FrameReconstruction;
  readonly #projection: Projection | null;
  readonly #width: number;
  readonly #height: number;
  readonly #frame: Float32Array;
  readonly #output: Float32Array;
  readonly #m: number;

  constructor(strip: ReconstructionStrip) {
    const { params, block, keep } = strip;
    this.#m = params.magnification;
    this.#width = keep.width * this.#m;
    this.#height = keep.height * this.#m;
    const length = this.#width * this.#height;
    this.#method =
      params.method === 'srrf' ? new Radiality(strip, params) : new RadialGradientConvergence(strip, params);
    this.#projection = projectionOf(params, length, strip.frames);
    this.#frame = new Float32Array(block.width * block.height);
    this.#output = new Float32Array(length);
  }

  /** Reconstructs frames, in their order. */
  add({ blocks, shifts, survey, phases }: StripFrames): AddedFrames {
    const added: AddedFrames = { images: [], phases: [] };
    for (const [n, block] of blocks.entries()) {
      this.#frame.set(block.data);
      this.#method.compute(this.#frame, shifts[n] ?? UNMOVED, this.#output);
      if (survey) {
        added.phases.push(phaseSums(this.#output, this.#width, this.#m));
        continue;
      }
      if (phases) divideByPhaseMeans(this.#output, this.#width, phases[n]!);
      if (this.#projection) this.#projection.add(this.#output);
      else added.images.push(this.#block(this.#output.slice()));
    }
    return added;
  }

  endPass(): void {
    this.#projection?.endPass();
  }

  /** Throws {@link InternalError} where frames are results by themselves. */
  image(): PixelBlock {
    if (!this.#projection) throw new InternalError('These frames have no common image.', { detail: 'strip' });
    return this.#block(this.#projection.image());
  }

  #block(data: Float32Array): PixelBlock {
    return { width: this.#width, height: this.#height, samples: 1, pixelType: 'float32', data };
  }
}
