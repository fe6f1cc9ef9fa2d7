import type { AppApi } from '../../src-main/contract/app-api';
import type {
  ReconstructionPreview,
  ReconstructionPreviewParams,
} from '../../src-main/contract/app-reconstruction';
import { isAbort } from '../../src-main/contract/signal';

/** Parameters that change while a person types or drags are waited for so long. */
const WAIT_MS = 150;

/** A preview that follows what is chosen: asked for anew when that changes, and the one before is given up. */
export class LivePreview {
  readonly #api: Pick<AppApi, 'previewReconstruction'>;
  /** The last that came; it stands until the next. */
  shown = $state.raw<ReconstructionPreview | null>(null);
  isComputing = $state(false);
  /** Why there is none as chosen; empty where there is. */
  failure = $state('');

  constructor(api: Pick<AppApi, 'previewReconstruction'>) {
    this.#api = api;
  }

  /** Asks for a preview in a moment. Answers what gives it up. */
  ask(params: ReconstructionPreviewParams): () => void {
    const cancel = new AbortController();
    this.isComputing = true;
    const timer = setTimeout(() => void this.#compute(params, cancel.signal), WAIT_MS);
    return () => {
      clearTimeout(timer);
      cancel.abort();
    };
  }

  async #compute(params: ReconstructionPreviewParams, signal: AbortSignal): Promise<void> {
    try {
      const preview = await this.#api.previewReconstruction(params, { signal });
      if (signal.aborted) return;
      this.shown = preview;
      this.failure = '';
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.failure = (error as Error).message;
    }
    this.isComputing = false;
  }
}
