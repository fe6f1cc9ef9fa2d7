import type { Progress } from '../contract/signal';
import type { TrainingEvent } from '../contract/training-api';

/** Turns what a run tells into progress: steps of the whole run, and the time left from those that were measured. */
export class TrainingProgress {
  #epochs = 0;
  /** A step's part of an epoch, scoring included; null until an epoch was measured. */
  #secondsPerStep: number | null = null;

  /** The progress after an event; null where the event does not change it. */
  after(event: TrainingEvent): Progress | null {
    if (event.kind === 'begun') this.#epochs = event.detail.record.config.epochs;
    if (event.kind === 'epoch') {
      const { epoch, step: done, train } = event.record;
      const total = Math.round((done / epoch) * this.#epochs);
      this.#secondsPerStep = event.secondsLeft / Math.max(1, total - done);
      return this.#progress(epoch, done, total, train.loss, event.secondsLeft);
    }
    if (event.kind === 'step') {
      const { epoch, stepsPerEpoch, loss } = event;
      const done = (epoch - 1) * stepsPerEpoch + event.step;
      const total = this.#epochs * stepsPerEpoch;
      const secondsLeft = (total - done) * (this.#secondsPerStep ?? event.secondsPerStep);
      return this.#progress(epoch, done, total, loss, secondsLeft);
    }
    return null;
  }

  #progress(epoch: number, done: number, total: number, loss: number, secondsLeft: number): Progress {
    const activity = `epoch ${epoch} of ${this.#epochs}, loss ${loss.toPrecision(3)}`;
    return { done, total, unit: 'steps', activity, secondsLeft };
  }
}
