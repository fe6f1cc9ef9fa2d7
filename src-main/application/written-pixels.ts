import type { FilesApi } from '../contract/files-api';
import type { Pixels } from './image-file';

/**
 * The pixels of a result while it is written: read from the process that writes it, 0 where nothing was written yet. A
 * read that meets the end of the writing is answered from the finished file.
 */
export class WrittenPixels implements Pixels {
  #opened: Promise<number> | null = null;
  readonly #successor: Promise<Pixels | null>;
  #settle!: (successor: Pixels | null) => void;

  /** `sink` is the number of the file being written in the process behind `files`. */
  constructor(
    private readonly files: FilesApi,
    private readonly sink: number,
  ) {
    this.#successor = new Promise((resolve) => (this.#settle = resolve));
  }

  async read<Result>(work: (files: FilesApi, handle: number) => Promise<Result>): Promise<Result> {
    try {
      this.#opened ??= this.#open();
      return await work(this.files, await this.#opened);
    } catch (error) {
      if (await this.#isBeingWritten()) throw error;
      const successor = await this.#successor;
      if (!successor) throw error;
      return successor.read(work);
    }
  }

  /** The file is finished and read elsewhere from now on, or (null) nothing of it remains. */
  settle(successor: Pixels | null): void {
    this.#settle(successor);
  }

  async close(): Promise<void> {
    // What is being written is closed by whoever writes it.
  }

  async #open(): Promise<number> {
    return (await this.files.openWritten({ handle: this.sink })).handle;
  }

  async #isBeingWritten(): Promise<boolean> {
    try {
      await this.files.closeImage({ handle: await this.#open() });
      return true;
    } catch {
      return false; // finished or given up, or its process ended
    }
  }
}
