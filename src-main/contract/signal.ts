/**
 * The part of the platform's `AbortSignal` that Finescope uses, so that rooms without DOM or Node types can be
 * cancelled too. A real `AbortSignal` fits.
 */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** How far a piece of work has come: `done` of `total` in `unit` ("tiles", "bytes"), and what is being done. */
export interface Progress {
  done: number;
  total: number;
  unit: string;
  activity?: string;
  /** Where that is known better than from how long this piece has taken so far. */
  secondsLeft?: number;
}

/** What travels beside every long call: cancelling in, progress out. */
export interface CallOptions {
  signal?: CancelSignal;
  onProgress?: (progress: Progress) => void;
}

/** Thrown when the caller cancelled. Never a failure: nothing is reported, nothing is left half done. */
export class AbortError extends Error {
  override readonly name = 'AbortError';
  constructor(message = 'Cancelled.') {
    super(message);
  }
}

/** Throws {@link AbortError} when `signal` was cancelled. */
export function throwIfCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted) throw new AbortError();
}

/** Whether `error` means "the user cancelled", whoever made it. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The making side of a {@link CancelSignal}, for rooms without the platform's `AbortController`. */
export class CancelSource {
  readonly #listeners = new Set<() => void>();
  #aborted = false;
  readonly signal: CancelSignal;

  constructor() {
    const source = this;
    this.signal = {
      get aborted() {
        return source.#aborted;
      },
      addEventListener: (_type, listener) => void this.#listeners.add(listener),
      removeEventListener: (_type, listener) => void this.#listeners.delete(listener),
    };
  }

  /** Cancels: sets `aborted` and calls every listener once. */
  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}
