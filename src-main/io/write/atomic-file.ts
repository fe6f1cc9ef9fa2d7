import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { FileNotReadableError, FileNotWritableError, InternalError } from '../../contract/errors';
import { syncFolder } from '../write-atomic';
import { releaseTemporary, removeLeftovers, temporaryBeside } from './temporary-name';
import { diskFull, writeError } from './write-errors';

/**
 * A file of known size that appears under its name complete or not at all. Until `finish` it is a temporary file in the
 * same folder; then it is flushed to the disk and renamed over whatever had the name. A process that dies leaves the
 * old file as it was, and a temporary file which the next write into that folder removes.
 */
export class AtomicFile {
  readonly #pending = new Set<Promise<void>>();
  /** Why nothing can be written any more. */
  #closed: Error | null = null;
  #aborting: Promise<void> | null = null;

  private constructor(
    /** The name as it was given: what sentences say. */
    readonly path: string,
    /** The file that is replaced: `path`, or what it links to. */
    readonly target: string,
    readonly temporaryPath: string,
    readonly bytes: number,
    readonly handle: fs.FileHandle,
    readonly madeFolder: boolean,
  ) {}

  /**
   * Starts a file of `bytes` bytes, all zero. The last folder of the path is made when it is missing.
   * Throws FileNotWritableError, or DiskFullError when the disk has no room for it now.
   */
  static async create(path: string, bytes: number): Promise<AtomicFile> {
    let madeFolder = false;
    let temporary: string | null = null;
    try {
      const existing = await statOrNull(path);
      if (existing?.isDirectory()) throw Object.assign(new Error('It is a folder.'), { code: 'EISDIR' });
      if (existing) await fs.access(path, fs.constants.W_OK);
      const target = existing ? await fs.realpath(path) : path;
      const folder = dirname(target);
      madeFolder = await makeFolder(folder);
      await removeLeftovers(folder);
      await requireSpace(path, folder, bytes);
      temporary = temporaryBeside(target);
      const handle = await fs.open(temporary, 'wx+');
      const file = new AtomicFile(path, target, temporary, bytes, handle, madeFolder);
      await file.#guard(async () => {
        if (existing) await handle.chmod(existing.mode & 0o777);
        await handle.truncate(bytes);
      });
      return file;
    } catch (error) {
      if (temporary) releaseTemporary(temporary);
      if (madeFolder) await fs.rmdir(dirname(path)).catch(() => undefined);
      throw writeError(error, path, bytes);
    }
  }

  /** Writes at a position. Writes may overlap in time; the first failure removes the file and is thrown ever after. */
  async write(bytes: Uint8Array, position: number): Promise<void> {
    const running = this.#guard(async () => {
      for (let done = 0; done < bytes.length;) {
        const rest = bytes.length - done;
        done += (await this.handle.write(bytes, done, rest, position + done)).bytesWritten;
      }
    });
    this.#pending.add(running);
    try {
      await running;
    } finally {
      this.#pending.delete(running);
    }
  }

  /**
   * Fills `into` with what lies at a position now. Throws FileNotReadableError once the file is finished or given up:
   * then it is opened by its name, or gone.
   */
  async read(into: Uint8Array, position: number): Promise<void> {
    try {
      for (let done = 0; done < into.length;) {
        const rest = into.length - done;
        const { bytesRead } = await this.handle.read(into, done, rest, position + done);
        if (bytesRead === 0) throw new Error(`it ends at byte ${position + done}`);
        done += bytesRead;
      }
    } catch (error) {
      const name = basename(this.path);
      // Node says EBADF of a file that it has closed.
      const over = this.#closed !== null || (error as NodeJS.ErrnoException).code === 'EBADF';
      const sentence = over
        ? `"${name}" is not being written any more. Open the file itself.`
        : `"${name}", which is being written, could not be read back (${(error as Error).message}). Open it when it is complete.`;
      throw new FileNotReadableError(sentence, { path: this.path }, { cause: error });
    }
  }

  /** Waits for all writes, flushes and renames. */
  async finish(): Promise<void> {
    await Promise.allSettled(this.#pending);
    await this.#guard(async () => {
      await this.handle.sync();
      await this.handle.close();
      await fs.rename(this.temporaryPath, this.target);
    });
    releaseTemporary(this.temporaryPath);
    this.#closed = new InternalError('A finished file was written to.', { detail: this.path });
    this.#aborting = Promise.resolve();
    await syncFolder(dirname(this.target));
  }

  /** Removes what was written. Without effect after `finish`, or a second time. */
  async abort(): Promise<void> {
    if (this.#aborting) return this.#aborting;
    this.#closed ??= new FileNotWritableError(`The writing of ${this.path} was given up.`, {
      path: this.path,
    });
    await Promise.allSettled(this.#pending);
    await this.#discard();
  }

  /** Runs a step; its first failure closes and removes the file, before it is thrown. */
  async #guard(step: () => Promise<void>): Promise<void> {
    if (this.#closed) throw this.#closed;
    try {
      await step();
    } catch (error) {
      this.#closed ??= writeError(error, this.path, this.bytes);
      await this.#discard();
      throw this.#closed;
    }
  }

  #discard(): Promise<void> {
    this.#aborting ??= (async () => {
      await this.handle.close().catch(() => undefined);
      await fs.rm(this.temporaryPath, { force: true }).catch(() => undefined);
      releaseTemporary(this.temporaryPath);
      if (this.madeFolder) await fs.rmdir(dirname(this.target)).catch(() => undefined);
    })();
    return this.#aborting;
  }
}

/** What has that name, or null when nothing has. */
async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await fs.stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Makes the last folder of a path. Says whether it was missing. */
async function makeFolder(folder: string): Promise<boolean> {
  try {
    await fs.mkdir(folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // What is wrong with a folder that is there shows when the file is made.
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC') {
      if (!(await fs.stat(folder).catch(() => null))) throw error;
    }
    return false;
  }
}

/**
 * Refuses a file for which the disk has no room. Node below 18.15 cannot ask (nor can some network disks): there a full
 * disk shows while writing, and ends in the same error with nothing left.
 */
async function requireSpace(path: string, folder: string, bytes: number): Promise<void> {
  const statfs = (fs as Partial<typeof fs>).statfs;
  const disk = await statfs?.(folder).catch(() => null);
  if (!disk || disk.blocks === 0) return;
  const free = disk.bavail * disk.bsize;
  if (free < bytes) throw diskFull(path, bytes, free);
}
