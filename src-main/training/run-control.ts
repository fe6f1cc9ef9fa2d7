import { AbortError, type CancelSignal } from '../contract/signal';

/** What a person can ask of a run under way. */
export type RunAction = 'pause' | 'continue' | 'stop';

/** Thrown through the loop when a run is to end after its step, keeping the best. */
export class StopRun extends Error {
  override readonly name = 'StopRun';
}

/** Holds what a person asked of a run until the loop looks, which it does between two steps. */
export class RunControl {
  #wish: RunAction = 'continue';
  #heard = 0;
  #wake: (() => void) | null = null;

  constructor(private readonly signal?: CancelSignal) {
    signal?.addEventListener('abort', () => this.#wake?.());
  }

  /** Whether the run is to wait. */
  get pauses(): boolean {
    return this.#wish === 'pause';
  }

  /** How often something was asked: what comes while a wait is prepared is not missed. */
  get heard(): number {
    return this.#heard;
  }

  act(action: RunAction): void {
    this.#wish = action;
    this.#heard++;
    this.#wake?.();
  }

  /** Lets messages of other processes in. Throws {@link StopRun}, or AbortError where the run was cancelled. */
  async look(): Promise<void> {
    await new Promise<void>((resume) => setImmediate(resume));
    this.#requireGoingOn();
  }

  /**
   * Waits until something is asked that was not among the first `heard`, no longer than `ms`. Throws as {@link look} does,
   * also in the middle.
   */
  async wait(heard: number, ms = Number.POSITIVE_INFINITY): Promise<void> {
    this.#requireGoingOn();
    if (this.#heard !== heard) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resume) => {
      this.#wake = resume;
      if (Number.isFinite(ms)) timer = setTimeout(resume, ms);
    });
    this.#wake = null;
    clearTimeout(timer);
    this.#requireGoingOn();
  }

  #requireGoingOn(): void {
    if (this.signal?.aborted) throw new AbortError();
    if (this.#wish === 'stop') throw new StopRun();
  }
}
