import type { LoadedModel } from '../contract/compute-api';

/** How many models that nobody uses stay loaded, and how many parameters they may have together. */
const KEPT = 3;
const KEPT_PARAMETERS = 50e6;

interface Entry {
  loaded: LoadedModel;
  users: number;
}

/**
 * The loaded models of a process. One that was given back stays loaded for a while, so that the next click with it finds
 * it ready; beyond three of them, or too large ones, what was used least recently is freed.
 */
export class ModelShelf {
  /** By what makes a model that model; used least recently first. */
  readonly #entries = new Map<string, Entry>();

  /** @param free Frees a loaded model. */
  constructor(private readonly free: (model: number) => void) {}

  /** The model of this identity, for one user more; null where it is not loaded. */
  take(identity: string): LoadedModel | null {
    const entry = this.#entries.get(identity);
    if (!entry) return null;
    entry.users++;
    this.#touch(identity, entry);
    return entry.loaded;
  }

  /** Puts a model that was just loaded, for its first user. */
  put(identity: string, loaded: LoadedModel): void {
    this.#touch(identity, { loaded, users: 1 });
  }

  /** One user less. False for a model that is not here. */
  giveBack(model: number): boolean {
    for (const entry of this.#entries.values()) {
      if (entry.loaded.model !== model) continue;
      entry.users = Math.max(0, entry.users - 1);
      this.#clear();
      return true;
    }
    return false;
  }

  #touch(identity: string, entry: Entry): void {
    this.#entries.delete(identity);
    this.#entries.set(identity, entry);
  }

  #clear(): void {
    let kept = 0;
    let parameters = 0;
    for (const [identity, { loaded, users }] of [...this.#entries].reverse()) {
      if (users > 0) continue;
      kept++;
      parameters += loaded.record.parameters;
      if (kept <= KEPT && parameters <= KEPT_PARAMETERS) continue;
      this.#entries.delete(identity);
      this.free(loaded.model);
    }
  }
}
