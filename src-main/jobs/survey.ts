import type { CallOptions } from '../contract/signal';

/** SHA-256 (hexadecimal) and size of a file. */
export interface Checksum {
  sha256: string;
  bytes: number;
}

/**
 * The reading of the whole input that a result needs only in the end: its checksum, and statistics that only advise. It
 * goes on beside the computing, so that the first tile need not wait for it.
 */
export class Survey {
  #running: Promise<Checksum> | null = null;
  #failure: Error | null = null;
  #isAwaited = false;

  /** @param read Reads; called once. Its progress is told only while the result is waited for. */
  constructor(
    private readonly read: (options: CallOptions) => Promise<Checksum>,
    private readonly options: CallOptions,
  ) {}

  /** Begins, once. Throws what a begun reading failed with: then the computing is for nothing. */
  goOn(): void {
    if (this.#failure) throw this.#failure;
    if (this.#running) return;
    const { signal, onProgress } = this.options;
    this.#running = this.read({
      ...(signal && { signal }),
      onProgress: (progress) => this.#isAwaited && onProgress?.(progress),
    });
    this.#running.catch((error: Error) => (this.#failure = error));
  }

  /** Waits for the end of the reading. */
  async result(): Promise<Checksum> {
    this.goOn();
    this.#isAwaited = true;
    return this.#running!;
  }
}
