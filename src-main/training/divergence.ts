import type { EpochRecord } from '../contract/run';
import type { TrainingConfig } from '../contract/training-config';
import type { StepResult } from './training-program';

/** A loss this many times that of the beginning... */
const EXPLODED = 1000;
/** ... in so many steps of an epoch one after another, is not coming back. */
const STEPS = 10;

/**
 * Notices a run that goes wrong: a loss or gradient that is no number, or a loss that stays a thousand times above that
 * of the first epoch (in the first epoch: of the first step). Steps are counted within an epoch, so that a resumed run
 * ends where the uninterrupted one does.
 */
export class DivergenceWatch {
  #reference: number | null = null;
  #exploded = 0;

  constructor(private readonly config: TrainingConfig) {}

  /** Tells that an epoch begins; `first` is the record of the first epoch once that has ended. */
  beginEpoch(first: EpochRecord | undefined): void {
    this.#exploded = 0;
    this.#reference = first?.train.loss ?? null;
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
    this.#reference ??= loss;
    this.#exploded = loss > this.#reference * EXPLODED ? this.#exploded + 1 : 0;
    if (this.#exploded < STEPS) return null;
    const times = `${loss.toPrecision(3)}, began at ${this.#reference.toPrecision(3)}`;
    return this.#sentence(`The loss has exploded ${where} (it is ${times}).`, epoch);
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
