import { InternalError } from '../../contract/errors';
import {
  AbortError,
  CancelSource,
  type CallOptions,
  type CancelSignal,
  type Progress,
} from '../../contract/signal';

interface Waiter<Result> {
  resolve(result: Result): void;
  reject(error: unknown): void;
  onProgress: ((progress: Progress) => void) | undefined;
}

/**
 * Work that several calls wait for, each for a result of its own key. It is cancelled when the last of them is; a
 * cancelled call ends at once.
 */
export class SharedWork<Result> {
  readonly #waiting = new Map<string, Set<Waiter<Result>>>();
  readonly #delivered = new Set<string>();
  readonly #cancel = new CancelSource();

  /** Whether nobody waits any more and the work was told to stop. */
  get abandoned(): boolean {
    return this.#cancel.signal.aborted;
  }

  /** Starts; the work hands over results by `deliver`, and is over when its promise is. */
  run(
    work: (deliver: (key: string, result: Result) => void, signal: CancelSignal) => Promise<void>,
  ): Promise<void> {
    const deliver = (key: string, result: Result): void => {
      this.#delivered.add(key);
      this.#settle(key, ({ resolve }) => resolve(result));
    };
    return work(deliver, this.#cancel.signal).then(
      () =>
        this.#settleAll(
          new InternalError('A tile was asked for that is not part of the image.', { detail: 'tile' }),
        ),
      (error: unknown) => this.#settleAll(error),
    );
  }

  /** Whether the result of that key is still to come. */
  owes(key: string): boolean {
    return !this.abandoned && !this.#delivered.has(key);
  }

  /** Waits for the result of a key. */
  wait(key: string, { signal, onProgress }: CallOptions = {}): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new AbortError());
      const settled = () => signal?.removeEventListener('abort', leave);
      const waiter: Waiter<Result> = {
        resolve: (result) => (settled(), resolve(result)),
        reject: (error) => (settled(), reject(error)),
        onProgress,
      };
      const leave = () => {
        const others = this.#waiting.get(key);
        others?.delete(waiter);
        if (others?.size === 0) this.#waiting.delete(key);
        waiter.reject(new AbortError());
        if (this.#waiting.size === 0) this.#cancel.abort();
      };
      signal?.addEventListener('abort', leave);
      const waiters = this.#waiting.get(key) ?? new Set();
      this.#waiting.set(key, waiters.add(waiter));
    });
  }

  /** Tells all that wait how far it is. */
  tell(progress: Progress): void {
    for (const waiters of this.#waiting.values())
      for (const { onProgress } of waiters) onProgress?.(progress);
  }

  #settle(key: string, end: (waiter: Waiter<Result>) => void): void {
    const waiters = this.#waiting.get(key);
    this.#waiting.delete(key);
    waiters?.forEach(end);
  }

  #settleAll(error: unknown): void {
    for (const key of [...this.#waiting.keys()]) this.#settle(key, ({ reject }) => reject(error));
  }
}
