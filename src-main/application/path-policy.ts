import { PathRefusedError } from '../contract/errors';
import type { HostFunctions } from './host-functions';

/**
 * Which paths a window may name. A page cannot reach a file by writing down its path: it hands back what a dialog, a
 * drop, the command line or the recent files gave it, or names what lies below the folder the browser host serves.
 */
export class PathPolicy {
  readonly #readable = new Set<string>();
  readonly #writable = new Set<string>();

  constructor(private readonly host: Pick<HostFunctions, 'info' | 'reaches'>) {}

  /** Paths that a person chose, dropped or named: they may be read from now on. */
  grantReading(paths: Iterable<string>): void {
    for (const path of paths) this.#readable.add(path);
  }

  /** A path that a person chose to save at: it may be written, and read again. */
  grantWriting(path: string): void {
    this.#writable.add(path);
    this.#readable.add(path);
  }

  /** Whether the window may read `path`. */
  async mayRead(path: string): Promise<boolean> {
    return this.#readable.has(path) || (await this.host.reaches(path, 'read'));
  }

  /** Throws {@link PathRefusedError} for a path the window may not read. */
  async requireReading(path: string): Promise<void> {
    if (await this.mayRead(path)) return;
    throw new PathRefusedError(
      this.host.info.kind === 'desktop'
        ? `${path} was not opened: it was not chosen in a dialog, dropped, or named on the command line. Choose it with File > Open.`
        : `${path} was not opened: it is not in the folder that Finescope serves, or a link leads out of it. Start Finescope with the folder that holds it.`,
      { path },
    );
  }

  /**
   * Throws {@link PathRefusedError} where a file of the served folder names others, as holding some of its pixels, which
   * links lead out of it to. Those of a file that a person chose were chosen with it.
   */
  async requireReadingWith(path: string, companions: readonly string[]): Promise<void> {
    if (this.#readable.has(path)) return;
    for (const companion of companions) await this.requireReading(companion);
  }

  /** Throws {@link PathRefusedError} for a path the window may not write. */
  async requireWriting(path: string): Promise<void> {
    if (this.#writable.has(path) || (await this.host.reaches(path, 'write'))) return;
    throw new PathRefusedError(
      this.host.info.kind === 'desktop'
        ? `${path} was not written: it was not chosen in a dialog. Choose where to save with File > Save as.`
        : `${path} was not written: it is not in the folder that Finescope serves, or a link leads out of it. Choose a place in that folder.`,
      { path },
    );
  }
}
