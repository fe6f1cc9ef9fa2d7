import { close, constants, fstatSync, openSync, read, readSync } from 'node:fs';
import { basename } from 'node:path';
import { DamagedFileError, FileNotReadableError } from '../contract/errors';
import type { CancelSignal } from '../contract/signal';
import { throwIfCancelled } from '../contract/signal';

/** Files kept open at once. A multi-file OME-TIFF may have thousands; the usual limit of a process is 1024. */
const MAX_OPEN_FILES = 64;

/** Open sources, least recently used first. */
const openSources = new Set<ByteSource>();

/**
 * Bytes of a local file by position. Every read is checked against the file's size first, so that a number taken from
 * a damaged file can neither allocate more than the file holds nor read past its end. The descriptor is opened again
 * when it is needed: any number of sources may exist.
 */
export class ByteSource {
  /** The file's name without its folder, for sentences. */
  readonly name: string;
  readonly size: number;
  #descriptor: number | null = null;
  #reading = 0;
  #closed = false;

  private constructor(
    readonly path: string,
    descriptor: number,
  ) {
    this.name = basename(path);
    this.#descriptor = descriptor;
    this.size = fstatSync(descriptor).size;
    openSources.add(this);
    closeOldest();
  }

  /** Opens a file. Throws {@link FileNotReadableError} when it is missing, a folder, or may not be read. */
  static open(path: string): ByteSource {
    return new ByteSource(path, openDescriptor(path));
  }

  /** Bytes at `offset`, at once. For headers; pixels are read by {@link read}. Throws {@link DamagedFileError}. */
  readSync(offset: number, length: number): Uint8Array {
    this.#check(offset, length);
    const bytes = Buffer.allocUnsafeSlow(length);
    let done = 0;
    while (done < length) {
      const got = this.#readSomeSync(bytes, done, offset + done);
      if (got === 0) throw this.#ended(offset);
      done += got;
    }
    return new Uint8Array(bytes.buffer, bytes.byteOffset, length);
  }

  /** Up to `length` bytes at `offset`: fewer at the end of the file, none beyond it. */
  readUpToSync(offset: number, length: number): Uint8Array {
    return this.readSync(Math.min(offset, this.size), Math.max(0, Math.min(length, this.size - offset)));
  }

  /** Bytes at `offset` in memory of their own. Throws {@link DamagedFileError} when the file ends before them. */
  async read(offset: number, length: number, signal?: CancelSignal): Promise<Uint8Array> {
    throwIfCancelled(signal);
    this.#check(offset, length);
    const bytes = new Uint8Array(length);
    let done = 0;
    this.#reading++;
    try {
      while (done < length) {
        const got = await this.#readSome(bytes, done, offset + done);
        if (got === 0) throw this.#ended(offset);
        done += got;
        throwIfCancelled(signal);
      }
    } finally {
      this.#reading--;
      if (this.#closed) this.close();
    }
    return bytes;
  }

  /** Gives the descriptor back. Reads under way end first; later ones fail. */
  close(): void {
    this.#closed = true;
    this.#release();
  }

  /** Whether the descriptor could be given back to make room for another. */
  get idle(): boolean {
    return this.#reading === 0;
  }

  /** Gives the descriptor back for now; the next read opens it again. */
  rest(): void {
    this.#release();
  }

  #release(): void {
    if (this.#descriptor === null || this.#reading > 0) return;
    close(this.#descriptor, () => undefined);
    this.#descriptor = null;
    openSources.delete(this);
  }

  #open(): number {
    if (this.#descriptor === null) {
      if (this.#closed) throw new FileNotReadableError(`"${this.name}" was closed.`, { path: this.path });
      this.#descriptor = openDescriptor(this.path);
      if (fstatSync(this.#descriptor).size !== this.size) {
        throw new DamagedFileError(`"${this.name}" changed while it was being read. Open it again.`, {
          path: this.path,
        });
      }
    }
    openSources.delete(this);
    openSources.add(this);
    closeOldest();
    return this.#descriptor;
  }

  #readSomeSync(into: Uint8Array, at: number, position: number): number {
    const descriptor = this.#open();
    try {
      return readSync(descriptor, into, at, into.length - at, position);
    } catch (error) {
      throw notReadable(this.path, error);
    }
  }

  #readSome(into: Uint8Array, at: number, position: number): Promise<number> {
    const descriptor = this.#open();
    return new Promise((resolve, reject) => {
      read(descriptor, into, at, into.length - at, position, (error, got) =>
        error ? reject(notReadable(this.path, error)) : resolve(got),
      );
    });
  }

  #check(offset: number, length: number): void {
    if (!(Number.isInteger(offset) && offset >= 0 && length >= 0 && offset + length <= this.size))
      throw this.#ended(offset + length);
  }

  #ended(wanted: number): DamagedFileError {
    return new DamagedFileError(
      `"${this.name}" ends too early: it has ${this.size} bytes, but says that there are data up to byte ${Math.ceil(wanted)}. ` +
        'Copy it again from its source, or export it anew.',
      { path: this.path },
    );
  }
}

function closeOldest(): void {
  for (const source of openSources) {
    if (openSources.size <= MAX_OPEN_FILES) return;
    if (source.idle) source.rest();
  }
}

function openDescriptor(path: string): number {
  const name = basename(path);
  try {
    // Without O_NONBLOCK, opening a pipe would wait for its writer.
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const kind = fstatSync(descriptor);
    if (kind.isFile()) return descriptor;
    close(descriptor, () => undefined);
    throw new FileNotReadableError(`"${name}" is a folder, a pipe or a device, not a file. Choose a file.`, {
      path,
    });
  } catch (error) {
    throw notReadable(path, error);
  }
}

/** The sentence for a file or folder that the system refuses to open or read. */
export function notReadable(path: string, error: unknown): Error {
  if (error instanceof FileNotReadableError) return error;
  const name = basename(path);
  const code = (error as NodeJS.ErrnoException).code;
  const reason =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? `There is no "${name}" at ${path}. Check its name and folder.`
      : code === 'EACCES' || code === 'EPERM'
        ? `"${name}" may not be read. Change its permissions, or copy it elsewhere.`
        : `"${name}" could not be read (${code ?? String(error)}). Check its disk or network, or copy it elsewhere.`;
  return new FileNotReadableError(reason, { path }, { cause: error });
}
