import type { AppApi } from '../../src-main/contract/app-api';
import type { SimulationPreview } from '../../src-main/contract/app-simulation';
import type { SimulationConfig } from '../../src-main/contract/simulation';

/** Settings that change while a person types are waited for so long. */
const WAIT_MS = 250;

/**
 * A preview that follows what is chosen. One is computed to its end before the next, of what is chosen by then: giving one
 * up would end the process that computes, with the models loaded in it.
 */
export class SimulatedPreview {
  readonly #api: Pick<AppApi, 'previewSimulation'>;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #wanted: SimulationConfig | null = null;
  /** The last that came; it stands until the next. */
  shown = $state.raw<SimulationPreview | null>(null);
  isComputing = $state(false);
  /** Why there is none as chosen; empty where there is. */
  failure = $state('');

  constructor(api: Pick<AppApi, 'previewSimulation'>) {
    this.#api = api;
  }

  /** Asks for a preview in a moment. */
  ask(config: SimulationConfig): void {
    this.#wanted = config;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#computeWanted(), WAIT_MS);
  }

  /** Asks for nothing any more. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#wanted = null;
  }

  async #computeWanted(): Promise<void> {
    if (this.isComputing) return;
    this.isComputing = true;
    while (this.#wanted) {
      const config = this.#wanted;
      this.#wanted = null;
      try {
        this.shown = await this.#api.previewSimulation({ config });
        this.failure = '';
      } catch (error) {
        this.failure = (error as Error).message;
      }
    }
    this.isComputing = false;
  }
}
