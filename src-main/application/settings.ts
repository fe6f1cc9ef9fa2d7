import { DEFAULT_SETTINGS, SettingsSchema, type Settings } from '../contract/config';

/** Where settings are kept. */
export interface SettingsStore {
  /** What is stored, unchecked; null where nothing is. */
  read(): Promise<unknown>;
  /** Replaces it as a whole. */
  write(settings: Settings): Promise<void>;
}

type Listener = (settings: Settings) => void;

/** The settings as they are now, shared by all windows; every change is stored, one after another. */
export class CurrentSettings {
  readonly #store: SettingsStore;
  readonly #listeners = new Set<Listener>();
  #value: Settings;
  #writing: Promise<void> = Promise.resolve();

  private constructor(store: SettingsStore, value: Settings) {
    this.#store = store;
    this.#value = value;
  }

  /** Reads the stored settings. What cannot be read or does not fit the schema counts as not set. */
  static async read(store: SettingsStore): Promise<CurrentSettings> {
    const stored = await store.read().catch(() => null);
    return new CurrentSettings(store, fitting(stored));
  }

  get value(): Settings {
    return this.#value;
  }

  /** Changes the settings and tells the listeners; resolves when they are stored. */
  async change(changed: (settings: Settings) => Settings): Promise<void> {
    const value = SettingsSchema.parse(changed(this.#value));
    this.#value = value;
    for (const listener of this.#listeners) listener(value);
    const writing = this.#writing.then(() => this.#store.write(value));
    this.#writing = writing.catch(() => undefined); // told to whoever asked for this change; the next one is tried all the same
    await writing;
  }

  /** Calls back after every change, until the answer is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** The settings in `stored`, key by key: one that does not fit costs its own value only. */
function fitting(stored: unknown): Settings {
  if (typeof stored !== 'object' || stored === null) return DEFAULT_SETTINGS;
  const kept = Object.entries(SettingsSchema.shape).flatMap(([key, schema]) => {
    const checked = schema.safeParse((stored as Record<string, unknown>)[key]);
    return checked.success ? [[key, checked.data]] : [];
  });
  return SettingsSchema.parse(Object.fromEntries(kept));
}
