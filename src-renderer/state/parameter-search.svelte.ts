import type { AppApi } from '../../src-main/contract/app-api';
import type { ParameterSweepParams } from '../../src-main/contract/app-reconstruction';
import type { ParameterMap } from '../../src-main/contract/parameter-map';
import type { ReconstructionParams } from '../../src-main/contract/reconstruction';
import { isAbort, type Progress } from '../../src-main/contract/signal';
import { timeText } from '../../src-main/contract/time-text';
import { withSetting } from '../../src-main/imaging/parameter-map';

/** Parameters being tried on a part of a stack, and the map that comes of it. */
export class ParameterSearch {
  readonly #api: Pick<AppApi, 'sweepReconstruction'>;
  #cancel: AbortController | null = null;
  #startedAt = 0;
  map = $state.raw<ParameterMap | null>(null);
  progress = $state.raw<Progress | null>(null);
  isRunning = $state(false);
  /** Why there is no map; empty where there is. */
  failure = $state('');

  constructor(api: Pick<AppApi, 'sweepReconstruction'>) {
    this.#api = api;
  }

  /** From 0 to 1; null before the first setting. */
  readonly part = $derived(this.progress && this.progress.done / this.progress.total);

  /** "setting 4 of 25, 12 s left". */
  readonly progressText = $derived.by(() => {
    const { progress } = this;
    if (!progress) return '';
    const { done, total } = progress;
    const left = ((Date.now() - this.#startedAt) * (total - done)) / done;
    const time = done > 0 ? `, ${timeText(left)} left` : '';
    return `setting ${done + 1} of ${total}${time}`;
  });

  /** Tries them. What was found before stands until there is something new. */
  async run(params: ParameterSweepParams): Promise<void> {
    this.cancel();
    const cancel = new AbortController();
    this.#cancel = cancel;
    this.#startedAt = Date.now();
    this.isRunning = true;
    this.progress = null;
    this.failure = '';
    try {
      const onProgress = (progress: Progress): void => {
        if (!cancel.signal.aborted) this.progress = progress;
      };
      const map = await this.#api.sweepReconstruction(params, { signal: cancel.signal, onProgress });
      if (!cancel.signal.aborted) this.map = map;
    } catch (error) {
      if (!isAbort(error) && !cancel.signal.aborted) this.failure = (error as Error).message;
    } finally {
      if (this.#cancel === cancel) this.isRunning = false;
    }
  }

  /** Gives up what is tried. */
  cancel(): void {
    this.#cancel?.abort();
    this.#cancel = null;
    this.isRunning = false;
  }

  /** Which setting of the map parameters are; null where none. */
  placeOf(params: ReconstructionParams): number | null {
    const place =
      this.map?.settings.findIndex((setting) => isSame(withSetting(params, setting), params)) ?? -1;
    return place < 0 ? null : place;
  }

  /** Whether the map was made with other parameters than these, beside those that it is about. */
  isOld(params: ReconstructionParams): boolean {
    const setting = this.map?.settings[0];
    return (
      this.map !== null &&
      setting !== undefined &&
      !isSame(withSetting(this.map.params, setting), withSetting(params, setting))
    );
  }
}

/** Whether two sets of parameters hold the same values. */
function isSame(a: ReconstructionParams, b: ReconstructionParams): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
