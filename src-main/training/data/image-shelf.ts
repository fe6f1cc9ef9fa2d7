import { FileChangedError } from '../../contract/errors';
import type { ImageInfo, ImageSource } from '../../contract/image';
import type { CallOptions } from '../../contract/signal';
import type { DataFiles, DataImage } from './data-files';

/** Files that stay open between reads: each may keep some ten MB of what was read of it last. */
const MOST_OPEN = 8;

interface Entry {
  opening: Promise<DataImage>;
  users: number;
}

/**
 * Images by their paths, of which only the ones used last stay open: a data set may have more files than a process may
 * open. Of a file with several images the first counts.
 */
export class ImageShelf {
  readonly #open = new Map<string, Entry>();

  constructor(
    private readonly files: DataFiles,
    private readonly mostOpen = MOST_OPEN,
  ) {}

  /** The first image of a file, opened when it is read, and how many the file holds. Throws what opening throws. */
  async source(path: string, options: CallOptions = {}): Promise<{ image: ImageSource; count: number }> {
    const { info, count } = await this.#use(path, options, async ({ series }) => ({
      info: series[0]!.info,
      count: series.length,
    }));
    const image: ImageSource = {
      info,
      readRegion: (region, reading) =>
        this.#use(path, reading ?? {}, async ({ series }) => {
          if (!alike(series[0]!.info, info)) throw changed(path);
          return series[0]!.readRegion(region, reading);
        }),
    };
    return { image, count };
  }

  /** Gives all files back. */
  async close(): Promise<void> {
    const entries = [...this.#open.values()];
    this.#open.clear();
    for (const { opening } of entries) await (await opening.catch(() => null))?.close();
  }

  async #use<Result>(
    path: string,
    options: CallOptions,
    work: (image: DataImage) => Promise<Result>,
  ): Promise<Result> {
    const entry = this.#open.get(path) ?? { opening: this.files.openImage(path, options), users: 0 };
    this.#open.delete(path);
    this.#open.set(path, entry); // used last
    entry.users++;
    try {
      return await work(await entry.opening);
    } catch (error) {
      await entry.opening.catch(() => this.#open.delete(path));
      throw error;
    } finally {
      entry.users--;
      await this.#closeOldest();
    }
  }

  async #closeOldest(): Promise<void> {
    for (const [path, { opening, users }] of this.#open) {
      if (this.#open.size <= this.mostOpen) return;
      if (users > 0) continue;
      this.#open.delete(path);
      await (await opening).close();
    }
  }
}

function alike(a: ImageInfo, b: ImageInfo): boolean {
  return a.pixelType === b.pixelType && a.axes === b.axes && a.shape.join() === b.shape.join();
}

function changed(path: string): FileChangedError {
  return new FileChangedError(
    `${path} was replaced by an image of another size or type since training began. Put the first one back and resume.`,
    { path },
  );
}
