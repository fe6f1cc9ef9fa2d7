import type { CancelSignal } from '../../contract/signal';
import { throwIfCancelled } from '../../contract/signal';
import { ByteSource } from '../byte-source';
import { TiffStructure, type Directory } from './ifd';
import { readPage, type PageLayout, type TiffPage } from './page';
import { TAG } from './tags';

/** More pages than any acquisition; a chain that is longer is damaged or hostile. */
const MAX_PAGES = 4_000_000;

/** Pages read between two moments in which other work of the process, and cancelling, get their turn. */
const PAGES_AT_A_TIME = 256;

/** A TIFF file: its first page at once, all pages when they are asked for. */
export class TiffFile {
  readonly structure: TiffStructure;
  readonly first: TiffPage;
  readonly firstDirectory: Directory;
  /** Sentences about what is wrong with the file but does not stop it from being read. */
  readonly notes: string[] = [];
  /** Other files that hold pages of this one's series; closed with it. */
  readonly companions: TiffFile[] = [];
  readonly #layouts = new Map<string, PageLayout>();
  #pages: TiffPage[] | null = null;
  #second: TiffPage | null | undefined;

  /** Opens a file and reads header and first page. Throws FileNotReadableError, or DamagedFileError when there is none. */
  static open(path: string): TiffFile {
    const source = ByteSource.open(path);
    try {
      return new TiffFile(source);
    } catch (error) {
      source.close();
      throw error;
    }
  }

  private constructor(readonly source: ByteSource) {
    this.structure = new TiffStructure(source);
    const at = this.structure.firstDirectory;
    if (at === 0) throw this.structure.damaged('has a TIFF header but holds no image');
    this.firstDirectory = this.structure.directory(at);
    const first = readPage(this.structure, this.firstDirectory, 0, this.#layouts);
    if (!first) throw this.structure.damaged('says that its first image has no width or no height');
    this.first = first;
  }

  get name(): string {
    return this.source.name;
  }

  /** The page after the first, or null: enough to know whether there are several, and where the second begins. */
  get second(): TiffPage | null {
    if (this.#second === undefined) {
      const { next } = this.firstDirectory;
      this.#second = next === 0 || next === this.first.offset ? null : this.#tryPage(next, 1).page;
    }
    return this.#second;
  }

  /**
   * All pages of the chain. It ends at the first directory that cannot be read or that occurred before; the pages so
   * far are kept and a note says so.
   */
  async pages(signal?: CancelSignal): Promise<TiffPage[]> {
    if (this.#pages) return this.#pages;
    const pages = [this.first];
    const seen = new Set([this.first.offset]);
    let next = this.firstDirectory.next;
    while (next !== 0) {
      if (seen.has(next)) {
        const shown = pages.length === 1 ? 'its one page is' : `its ${pages.length} different pages are`;
        this.notes.push(`The list of pages of "${this.name}" runs in a circle; ${shown} shown.`);
        break;
      }
      if (seen.size >= MAX_PAGES) throw this.structure.damaged(`lists more than ${MAX_PAGES} pages`);
      seen.add(next);
      const { page, next: after, error } = this.#tryPage(next, seen.size - 1);
      if (error) {
        this.notes.push(
          `The list of pages of "${this.name}" breaks off after page ${pages.length}: ${error.message}`,
        );
        break;
      }
      if (page) pages.push(page);
      next = after;
      if (seen.size % PAGES_AT_A_TIME === 0) {
        await new Promise((resolve) => setImmediate(resolve));
        throwIfCancelled(signal);
      }
    }
    this.#pages = pages;
    return pages;
  }

  /** The page at a directory that is not in the chain (a SubIFD). Throws DamagedFileError. */
  pageAt(offset: number, index: number): TiffPage | null {
    return readPage(this.structure, this.structure.directory(offset), index, this.#layouts, true);
  }

  /** The directory of a page, read again: for metadata, which pages do not keep. */
  directoryOf(page: TiffPage): Directory {
    return page === this.first ? this.firstDirectory : this.structure.directory(page.offset);
  }

  /** ImageDescription of a page, or "" when there is none. */
  description(page: TiffPage): string {
    return this.structure.text(this.directoryOf(page).tags.get(TAG.imageDescription));
  }

  /** Software of the first page, or "". */
  get software(): string {
    return this.structure.text(this.firstDirectory.tags.get(TAG.software));
  }

  close(): void {
    for (const companion of this.companions) companion.close();
    this.source.close();
  }

  #tryPage(offset: number, index: number): { page: TiffPage | null; next: number; error: Error | null } {
    try {
      if (offset < 8 || offset >= this.source.size) {
        throw new Error(`it points to byte ${offset}, which is not in the file.`);
      }
      const directory = this.structure.directory(offset);
      return {
        page: readPage(this.structure, directory, index, this.#layouts),
        next: directory.next,
        error: null,
      };
    } catch (error) {
      return { page: null, next: 0, error: error as Error };
    }
  }
}
