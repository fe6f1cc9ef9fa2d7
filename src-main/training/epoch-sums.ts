import type { EpochRecord } from '../contract/run';
import type { StepResult } from './training-program';

/** Collects what the steps of an epoch told. */
export class EpochSums {
  #steps = 0;
  #loss = 0;
  #squares = 0;
  #discriminator: number | null = null;
  readonly #terms = new Map<string, number>();

  add({ loss, rmse, terms, discriminator }: StepResult): void {
    this.#steps++;
    this.#loss += loss;
    this.#squares += rmse * rmse;
    if (discriminator !== null) this.#discriminator = (this.#discriminator ?? 0) + discriminator;
    for (const [name, value] of Object.entries(terms))
      this.#terms.set(name, (this.#terms.get(name) ?? 0) + value);
  }

  /** Means over the steps; RMSE is the root of the mean square. */
  means(): EpochRecord['train'] {
    const mean = (sum: number) => sum / this.#steps;
    return {
      loss: mean(this.#loss),
      rmse: Math.sqrt(mean(this.#squares)),
      terms: Object.fromEntries([...this.#terms].map(([name, sum]) => [name, mean(sum)])),
      discriminator: this.#discriminator === null ? null : mean(this.#discriminator),
    };
  }
}
