import { FileChangedError, InvalidRequestError } from '../contract/errors';
import type { FilesApi, OpenedFile } from '../contract/files-api';
import type { CallOptions } from '../contract/signal';
import { fileName } from '../jobs/output-names';
import type { FilesLease, Session } from '../jobs/session';
import type { Disk, FileStamp } from './disk';
import type { LiveFiles, Restable } from './live-files';

/** Where the pixels of an open image are read from. */
export interface Pixels {
  /** Runs `work` with the `files` process that has the image open, and the image's number there. */
  read<Result>(work: (files: FilesApi, handle: number) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** What image files need of the application. */
export interface ImageFileContext {
  session: Session;
  disk: Disk;
  live: LiveFiles;
  /** Hears that a file had to be opened again because its process ended. */
  onReopened: (sentence: string) => void;
}

interface Opened {
  lease: FilesLease;
  file: OpenedFile;
  /** Reads under way in this process. */
  readers: number;
}

/**
 * An image file, open in a `files` process of its own. The process may be given up while nothing is read; the next read
 * opens the file again in another. It does so as well after the process ended, however that came; the reads that were
 * under way then fail with its sentence. A file that changed meanwhile is refused: its pixels would be other ones.
 */
export class ImageFile implements Pixels, Restable {
  #opened: Promise<Opened> | null = null;
  #stamp: FileStamp | null = null;
  /** Reads under way, those that wait for the file to be opened included. */
  readonly #reads = new Set<Promise<unknown>>();
  #closed = false;

  constructor(
    private readonly context: ImageFileContext,
    readonly path: string,
  ) {}

  get busy(): boolean {
    return this.#reads.size > 0;
  }

  /** Tells one file from another, once it is open. */
  get identity(): string | null {
    return this.#stamp?.identity ?? null;
  }

  /** Opens the file for the first time and says what is in it. */
  async open(options: CallOptions): Promise<OpenedFile> {
    return this.#using(options, async ({ file }) => file);
  }

  async read<Result>(work: (files: FilesApi, handle: number) => Promise<Result>): Promise<Result> {
    return this.#using({}, ({ lease, file }) => work(lease.files, file.handle));
  }

  /** Throws {@link FileChangedError} where the file on the disk is not the one that was opened any more. */
  async requireUnchanged(): Promise<void> {
    this.#requireUnchanged(await this.context.disk.stamp(this.path));
  }

  rest(): void {
    void this.#giveUp();
  }

  /** Ends the reads under way, and answers no more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.context.live.forget(this);
    await this.#giveUp();
  }

  /** Closes when the reads under way have ended: another file stands for the image from now on. */
  async closeAfterReads(): Promise<void> {
    while (this.busy) await Promise.allSettled(this.#reads);
    await this.close();
  }

  async #using<Result>(options: CallOptions, work: (opened: Opened) => Promise<Result>): Promise<Result> {
    const reading = this.#read(options, work);
    this.#reads.add(reading);
    try {
      return await reading;
    } finally {
      this.#reads.delete(reading);
      if (!this.#closed && this.#opened) this.context.live.used(this);
    }
  }

  async #read<Result>(options: CallOptions, work: (opened: Opened) => Promise<Result>): Promise<Result> {
    const opened = await this.#ready(options);
    this.context.live.used(this);
    opened.readers++;
    return await work(opened).finally(() => opened.readers--);
  }

  async #ready(options: CallOptions): Promise<Opened> {
    // A read that waited while the image was closed would start a process that nobody ends.
    if (this.#closed)
      throw new InvalidRequestError('This image was closed. Open it again.', { parameter: 'image' });
    const before = this.#opened;
    const opened = await before;
    if (opened?.lease.usable) return opened;
    // Reads that come together open the file once.
    if (this.#opened === before) {
      const opening = this.#openIn(this.context.session.leaseFiles(), options);
      this.#opened = opening;
      opening.catch(() => {
        if (this.#opened === opening) this.#opened = null;
      });
      if (opened) {
        await opening;
        this.context.onReopened(
          `The process that read ${fileName(this.path)} ended; the file was opened again in another.`,
        );
      }
    }
    return this.#ready(options);
  }

  async #openIn(lease: FilesLease, options: CallOptions): Promise<Opened> {
    try {
      await this.requireUnchanged();
      const file = await lease.files.openImage({ path: this.path }, options);
      return { lease, file, readers: 0 };
    } catch (error) {
      await lease.end();
      throw error;
    }
  }

  #requireUnchanged(now: FileStamp): void {
    this.#stamp ??= now;
    if (now.bytes === this.#stamp.bytes && now.modified === this.#stamp.modified) return;
    throw new FileChangedError(
      `${fileName(this.path)} was changed on the disk since it was opened. Close it and open it again to see what it holds now.`,
      { path: this.path },
    );
  }

  async #giveUp(): Promise<void> {
    const opening = this.#opened;
    this.#opened = null; // from here on a read opens the file anew
    const opened = await opening?.catch(() => null);
    if (!opened) return;
    const { lease, file, readers } = opened;
    // A read under way must not meet a closed file.
    if (readers > 0 || !lease.usable) return lease.end();
    await lease.files.closeImage({ handle: file.handle }).then(
      () => lease.giveBack(),
      () => lease.end(),
    );
  }
}
