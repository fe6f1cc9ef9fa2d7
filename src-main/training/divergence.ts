import type { TrainingConfig } from '../contract/training-config';
import type { StepResult } from './training-program';

/** A loss this many times that of the run's first step... */
const EXPLODED = 1000;
/** ... which counts as no less than this: first patches without structure have a loss of nearly nothing. */
const LEAST_STARTING_LOSS = 1e-4;
/** ... in so many steps one after another (or a whole epoch of fewer), is not coming back. */
const STEPS = 10;

/**
 * Notices a run that goes wrong: a loss or gradient that is no number, or a loss that stays a thousand times above that
 * of the run's first step. Steps are counted within an epoch, so that a resumed run
 * ends where the uninterrupted one does.
 */
export class DivergenceWatch {
  #exploded = 0;
  readonly #enough: number;

  /** @param startingLoss That of the run's first step, once it was done. */
  constructor(
    private readonly config: TrainingConfig,
    stepsPerEpoch: number,
    public startingLoss: number | null,
  ) {
    this.#enough = Math.min(STEPS, stepsPerEpoch);
  }

  /** Tells that an epoch begins. */
  beginEpoch(): void {
    this.#exploded = 0;
  }

  /** Why the run has to stop after this step, with what to change; null while all is well. `step` counts from 1. */
  look(
    result: Pick<StepResult, 'loss' | 'gradientNorm' | 'discriminator'>,
    epoch: number,
    step: number,
  ): string | null {
    const { loss, gradientNorm, discriminator } = result;
    const where = `in step ${step} of epoch ${epoch}`;
    if (!Number.isFinite(loss)) return this.#sentence(`The loss stopped being a number ${where}.`, epoch);
    if (!Number.isFinite(gradientNorm))
      return this.#sentence(`The gradient stopped being a number ${where}.`, epoch);
    if (discriminator !== null && !Number.isFinite(discriminator))
      return this.#sentence(`The discriminator's loss stopped being a number ${where}.`, epoch);
    this.startingLoss ??= Math.max(LEAST_STARTING_LOSS, loss);
    this.#exploded = loss > this.startingLoss * EXPLODED ? this.#exploded + 1 : 0;
    if (this.#exploded < this.#enough) return null;
    const grown = `from ${this.startingLoss.toPrecision(3)} to ${loss.toPrecision(3)}`;
    return this.#sentence(`The loss has exploded, ${grown}, ${where}.`, epoch);
  }

  /** Why an epoch cannot be kept whose validation loss is no number; null where it is one. */
  lookAtValidation(loss: number, epoch: number): string | null {
    if (Number.isFinite(loss)) return null;
    return this.#sentence(`The validation loss of epoch ${epoch} is not a number.`, epoch);
  }

  #sentence(what: string, epoch: number): string {
    const { optimiser, clipping } = this.config;
    const kept = epoch > 1 ? `Epoch ${epoch - 1} is kept.` : 'No epoch was finished, so nothing is kept.';
    const smaller = Number((optimiser.learningRate / 10).toPrecision(3));
    const clip = clipping === 0 ? ', or clip the gradient (clipping=1)' : '';
    return `${what} ${kept} Start again with a smaller learning rate (optimiser.learningRate=${smaller})${clip}.`;
  }
}
