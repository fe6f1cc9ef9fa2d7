import type { Linear } from '../contract/compute-api';
import type { Baselines } from '../contract/run';
import type { WholePair } from '../contract/training-data-api';
import { PairMoments } from '../imaging/measures/pair-moments';
import { ScoreSheet, type ScoredPair } from './scoring';
import type { ValueScale } from './training-program';

/**
 * Scores what no network is needed for, on the images that a network is scored on: the frame as it is, the mean of its
 * field's frames, the frame after the affine rescaling of intensity that fits training fields best, and after the one
 * that fits each image itself best, which nobody could know without its target.
 */
export class BaselineSheet {
  readonly raw: ScoreSheet;
  readonly average: ScoreSheet;
  readonly rescaled: ScoreSheet;
  readonly ownRescaled: ScoreSheet;
  #everyFieldHasAverage = true;

  /** @param rescaling Fitted on training fields; null where none are known. */
  constructor(
    values: ValueScale,
    private readonly rescaling: Linear | null,
  ) {
    this.raw = new ScoreSheet(values);
    this.average = new ScoreSheet(values);
    this.rescaled = new ScoreSheet(values);
    this.ownRescaled = new ScoreSheet(values);
  }

  /** Adds an image; where its target is finer, it and the mean are enlarged by repetition. */
  add(pair: WholePair): void {
    const raw = scoredPair(pair, pair.input);
    this.raw.add(raw);
    if (this.rescaling) this.rescaled.add(raw, this.rescaling);
    this.ownRescaled.add(raw, bestRescaling(raw));
    if (pair.average) this.average.add(scoredPair(pair, pair.average));
    else this.#everyFieldHasAverage = false;
  }

  /** The means over fields; null where no image, or no rescaling, was given. */
  baselines(): Baselines | null {
    const [raw, rescaled, ownRescaled] = [this.raw.mean(), this.rescaled.mean(), this.ownRescaled.mean()];
    if (!raw || !rescaled || !ownRescaled) return null;
    return { raw, average: this.#everyFieldHasAverage ? this.average.mean() : null, rescaled, ownRescaled };
  }
}

/** The affine rescaling of an image's values that comes nearest to its target (least squares). */
export function bestRescaling({ image, target }: Pick<ScoredPair, 'image' | 'target'>): Linear {
  const moments = new PairMoments();
  moments.add(image, target);
  return moments.bestAffine();
}

/** Size of a pair's target, which may be finer than its input. */
export function targetSize({ width, height, target }: Pick<WholePair, 'width' | 'height' | 'target'>): {
  width: number;
  height: number;
  scale: number;
} {
  const scale = Math.round(Math.sqrt(target.length / (width * height)));
  return { width: width * scale, height: height * scale, scale };
}

/** An image of the input's size beside its pair's target, enlarged by repetition to the target's size. */
export function scoredPair(pair: WholePair, image: Float32Array): ScoredPair {
  const { scale, ...size } = targetSize(pair);
  const enlarged = scale === 1 ? image : repeatPixels(image, pair.width, scale);
  return { field: pair.field, ...size, image: enlarged, target: pair.target };
}

function repeatPixels(image: Float32Array, width: number, scale: number): Float32Array {
  const wide = width * scale;
  const values = new Float32Array(image.length * scale * scale);
  for (let i = 0; i < values.length; i++) {
    const row = Math.floor(i / wide / scale);
    values[i] = image[row * width + Math.floor((i % wide) / scale)]!;
  }
  return values;
}
