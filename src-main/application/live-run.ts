import type { RunEvent, WatchedRun } from '../contract/app-training';
import type { RunDetail, RunState } from '../contract/run';
import { AbortError, CancelSource, type CancelSignal } from '../contract/signal';
import type { TrainingApi, TrainingEvent } from '../contract/training-api';
import type { TrainingObserver } from '../jobs/train';

/** Hears what happens to a run. */
export type RunListener = (event: RunEvent) => void;

/** A run that this application trains: its process, how far it is, and who watches. */
export class LiveRun implements Required<TrainingObserver> {
  readonly #listeners = new Set<RunListener>();
  readonly #cancel = new CancelSource();
  readonly #ended = new CancelSource();
  #training: TrainingApi | null = null;
  #lastStep: (TrainingEvent & { kind: 'step' }) | null = null;
  #secondsLeft: number | null = null;
  state: RunState = 'running';
  /** What it is called, once it is known. */
  name = 'The run';
  /** Whether it stands in its folder. */
  hasBegun = false;

  constructor(readonly path: string) {}

  /** The process that trains it, while there is one. */
  get training(): TrainingApi | null {
    return this.#ended.signal.aborted ? null : this.#training;
  }

  /** Cancelled by {@link giveUp}. */
  get signal(): CancelSignal {
    return this.#cancel.signal;
  }

  /** Gives the run up, where it has not begun. */
  giveUp(): void {
    if (!this.hasBegun) this.#cancel.abort();
  }

  started(training: TrainingApi): void {
    this.#training = training;
  }

  event(event: TrainingEvent): void {
    if (event.kind === 'begun') {
      this.hasBegun = true;
      this.name = event.detail.record.config.name;
      return this.tell({ kind: 'run', ...this.standing(event.detail) });
    }
    if (event.kind === 'step') this.#lastStep = event;
    if (event.kind === 'epoch') this.#secondsLeft = event.secondsLeft;
    if (event.kind === 'state') this.state = event.state;
    this.tell(event);
  }

  /** The run as it was read, with what is known here. */
  standing(detail: RunDetail): WatchedRun {
    return { detail, isOurs: this.training !== null, secondsLeft: this.#secondsLeft };
  }

  /** What a watcher is told first: the run as it was read, and how far its epoch is. */
  openingOf(detail: RunDetail): RunEvent[] {
    return [{ kind: 'run', ...this.standing(detail) }, ...(this.#lastStep ? [this.#lastStep] : [])];
  }

  /** Tells `listener` of what happens from now on, until the answer is called. */
  listen(listener: RunListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(event: RunEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** It is trained no more; to be told once. */
  end(): void {
    this.#ended.abort();
  }

  /** Resolves when it is trained no more. Throws AbortError where `signal` is cancelled before. */
  until(signal: CancelSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new AbortError());
      if (this.#ended.signal.aborted) return resolve();
      this.#ended.signal.addEventListener('abort', resolve);
      signal?.addEventListener('abort', () => reject(new AbortError()));
    });
  }
}
