import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import type { FolderEntry } from '../contract/app-api';
import { FileNotReadableError, PathRefusedError } from '../contract/errors';

const byName = new Intl.Collator('en', { numeric: true });

/** What a folder of the browser host holds. */
export interface FolderListing {
  folder: string;
  /** The folder above; null for the served one. */
  parent: string | null;
  entries: FolderEntry[];
}

/** The folder the browser host serves. Nothing outside it is reached, through symbolic links neither. */
export class ServedFolder {
  private constructor(readonly root: string) {}

  /** Throws FileNotReadableError where `path` is no folder. */
  static async at(path: string): Promise<ServedFolder> {
    const root = await realpath(path).catch(() => null);
    if (root === null || !(await stat(root)).isDirectory())
      throw new FileNotReadableError(`There is no folder ${path} to serve.`, { path });
    return new ServedFolder(root);
  }

  /**
   * Whether `path` lies in the served folder. A folder does with all it holds, as it is read as a stack; a file that is
   * yet to be written does where its folder does.
   */
  async reaches(path: string, purpose: 'read' | 'write'): Promise<boolean> {
    // What cannot be looked at (a folder without permission, one that goes away meanwhile) is not reached.
    return this.#reaches(path, purpose).catch(() => false);
  }

  async #reaches(path: string, purpose: 'read' | 'write'): Promise<boolean> {
    if (!isAbsolute(path) || path.includes('\0')) return false;
    const real = await realpath(path).catch(() => null);
    if (real === null) return this.#missingIsInside(path, purpose);
    if (!this.#holds(real)) return false;
    return purpose === 'write' || this.#linksStay(real);
  }

  /** Lists a folder: folders first, names in natural order; without hidden files and without links that leave. */
  async browse(folder: string | null): Promise<FolderListing> {
    const path = folder ?? this.root;
    const real = await realpath(path).catch(() => null);
    if (real === null) throw new FileNotReadableError(`There is no folder ${path} any more.`, { path });
    if (!this.#holds(real)) {
      throw new PathRefusedError(`${path} is not in the folder that Finescope serves.`, { path });
    }
    const names = await readdir(real).catch(() => {
      throw new FileNotReadableError(`The folder ${path} cannot be read. Check its permissions.`, { path });
    });
    const entries = await Promise.all(
      names.filter((name) => !name.startsWith('.')).map((name) => this.#entry(join(real, name), name)),
    );
    return {
      folder: real,
      parent: real === this.root ? null : dirname(real),
      entries: entries
        .filter((entry) => entry !== null)
        .sort(
          (a, b) =>
            Number(b.kind === 'folder') - Number(a.kind === 'folder') || byName.compare(a.name, b.name),
        ),
    };
  }

  #holds(real: string): boolean {
    const way = relative(this.root, real);
    return way === '' || (!isAbsolute(way) && way.split(/[/\\]/)[0] !== '..');
  }

  async #missingIsInside(path: string, purpose: 'read' | 'write'): Promise<boolean> {
    const folder = await realpath(dirname(path)).catch(() => null);
    if (folder === null || !this.#holds(folder)) return false;
    // A link that leads nowhere yet may lead out once it is written through.
    return purpose === 'read' || !(await readdir(folder)).includes(relative(dirname(path), path));
  }

  /** Whether no link of a folder leaves the served one; of a file it is true. */
  async #linksStay(real: string): Promise<boolean> {
    if (!(await stat(real)).isDirectory()) return true;
    const entries = await readdir(real, { withFileTypes: true });
    const targets = entries
      .filter((entry) => entry.isSymbolicLink())
      .map(({ name }) => realpath(join(real, name)).catch(() => real));
    return (await Promise.all(targets)).every((target) => this.#holds(target));
  }

  async #entry(path: string, name: string): Promise<FolderEntry | null> {
    try {
      if (!this.#holds(await realpath(path))) return null;
      const facts = await stat(path);
      const kind = facts.isDirectory() ? 'folder' : facts.isFile() ? 'file' : null;
      return kind && { name, path, kind, bytes: kind === 'file' ? facts.size : 0, modified: facts.mtimeMs };
    } catch {
      return null; // it went away while we looked, or is a link to nothing
    }
  }
}
