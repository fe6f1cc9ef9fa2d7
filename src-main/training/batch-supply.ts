import type { PatchBatch, TrainingDataApi } from '../contract/training-data-api';

/** Batches in their order; the one after the one that is taken is asked for already. */
export class BatchSupply {
  #ahead: { key: string; batch: Promise<PatchBatch> } | null = null;

  constructor(
    private readonly data: TrainingDataApi,
    private readonly extent: { stepsPerEpoch: number; epochs: number },
  ) {}

  /** The batch of a step (from 0) of an epoch (from 1). Throws what reading it throws. */
  async take(epoch: number, step: number): Promise<PatchBatch> {
    const batch = await this.#ask(epoch, step);
    const isLast = step + 1 === this.extent.stepsPerEpoch;
    const next: [number, number] = isLast ? [epoch + 1, 0] : [epoch, step + 1];
    this.#ahead = next[0] > this.extent.epochs ? null : { key: next.join(), batch: this.#ask(...next) };
    return batch;
  }

  #ask(epoch: number, step: number): Promise<PatchBatch> {
    if (this.#ahead?.key === `${epoch},${step}`) return this.#ahead.batch;
    const batch = this.data.batch({ epoch, step });
    batch.catch(() => undefined); // thrown where it is awaited, which may be never
    return batch;
  }
}
