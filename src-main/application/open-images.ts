import type { OpenImage } from '../contract/app-api';
import { InvalidRequestError } from '../contract/errors';
import type { FilesApi } from '../contract/files-api';
import { AbortError } from '../contract/signal';
import { ImageFile, type Pixels } from './image-file';

/** An image that is open: what the window knows of it, and where its pixels are. */
export interface Entry {
  facts: OpenImage;
  pixels: Pixels;
}

/** Which image of which file a call to a `files` process means. */
export interface ImagePlace {
  handle: number;
  series: number;
}

/** The images of a window, by the number it asks for them by. */
export class OpenImages {
  readonly #entries = new Map<number, Entry>();
  #last = 0;
  #closed = false;

  /** Adds an image; the answer tells its number. Throws {@link AbortError} when the window is gone. */
  add(facts: Omit<OpenImage, 'image'>, pixels: Pixels): OpenImage {
    if (this.#closed) throw new AbortError();
    const image = ++this.#last;
    const entry = { facts: { image, ...facts }, pixels };
    this.#entries.set(image, entry);
    return entry.facts;
  }

  /** Throws {@link InvalidRequestError} for an image that is not open any more. */
  get(image: number): Entry {
    const entry = this.#entries.get(image);
    if (entry) return entry;
    throw new InvalidRequestError('This image was closed. Open it again.', { parameter: 'image' });
  }

  /** Whether an image is still open. */
  has(image: number): boolean {
    return this.#entries.has(image);
  }

  /** A complete image and its file. Throws {@link InvalidRequestError} while it is computed. */
  file(image: number): { facts: OpenImage; pixels: ImageFile } {
    const { facts, pixels } = this.get(image);
    if (pixels instanceof ImageFile) return { facts, pixels };
    throw new InvalidRequestError(`${facts.name} is still being computed. Wait until it is complete.`, {
      parameter: 'image',
    });
  }

  /** A name that no open image has: "fov08-sr.tif", else "fov08-sr-2.tif" and so on. */
  unusedName(name: string): string {
    const names = new Set([...this.#entries.values()].map(({ facts }) => facts.name));
    const numbered = (number: number): string => name.replace(/(\.ome)?\.tif$|$/, `-${number}$&`);
    let unused = name;
    for (let number = 2; names.has(unused); number++) unused = numbered(number);
    return unused;
  }

  /** Runs `work` where the image is open. */
  read<Result>(
    image: number,
    work: (files: FilesApi, place: ImagePlace) => Promise<Result>,
  ): Promise<Result> {
    const { facts, pixels } = this.get(image);
    return pixels.read((files, handle) => work(files, { handle, series: facts.series }));
  }

  /** An image became another file, or what is known of it changed; its number stays. */
  replace(image: number, facts: Omit<OpenImage, 'image'>, pixels: Pixels): OpenImage {
    this.get(image);
    const entry = { facts: { ...facts, image }, pixels };
    this.#entries.set(image, entry);
    return entry.facts;
  }

  /** Forgets an image and answers what it was; null where it is not open (any more). */
  take(image: number): Entry | null {
    const entry = this.#entries.get(image) ?? null;
    this.#entries.delete(image);
    return entry;
  }

  /** Forgets all images and answers what they were; none is added any more. */
  takeAll(): Entry[] {
    this.#closed = true;
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    return entries;
  }

  /** The open image, other than `image`, whose file is that of `identity`. */
  otherWith(identity: string, image: number): OpenImage | null {
    for (const { facts, pixels } of this.#entries.values()) {
      if (facts.image !== image && pixels instanceof ImageFile && pixels.identity === identity) return facts;
    }
    return null;
  }
}
