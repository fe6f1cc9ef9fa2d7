import type { AppEvent } from '../contract/app-api';
import { AbortError } from '../contract/signal';
import type { StreamOptions } from '../contract/rpc';

/** Events that are kept for a window that does not listen yet. */
const KEPT = 100;

/** The events of one window. What happens before it listens is told when it does. */
export class EventLine {
  readonly #listeners = new Set<(event: AppEvent) => void>();
  #early: AppEvent[] = [];

  /** Whether the window listens. */
  get heard(): boolean {
    return this.#listeners.size > 0;
  }

  tell(event: AppEvent): void {
    if (!this.heard) this.#early = [...this.#early, event].slice(-KEPT);
    for (const listener of this.#listeners) listener(event);
  }

  /** Tells of events until it is cancelled. */
  listen({ signal, onEvent = () => undefined }: StreamOptions<AppEvent> = {}): Promise<void> {
    return new Promise((_, reject) => {
      if (signal?.aborted) return reject(new AbortError());
      this.#listeners.add(onEvent);
      signal?.addEventListener('abort', () => {
        this.#listeners.delete(onEvent);
        reject(new AbortError());
      });
      for (const event of this.#early.splice(0)) onEvent(event);
    });
  }
}
