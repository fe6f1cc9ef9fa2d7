import { InvalidRequestError } from '../contract/errors';
import type { ImageSource } from '../contract/image';
import { oneSample } from '../imaging/display/one-sample';
import { TileCache } from '../imaging/display/tile-cache';
import { TileReader, type Tiles } from '../imaging/display/tile-reader';
import { planeGeometry } from '../imaging/geometry';
import type { OpenImage } from '../io/image-file';
import { Handles } from './handles';

/** An image and where it was opened from. */
export interface OpenedImage extends OpenImage {
  path: string;
  /** Its tiles, where they are not made from the first series as it is. */
  tiles?: Tiles & { close(): void };
}

/** One sample of a series as it is shown: where its pixels are, its tiles, and which sample of those it is. */
export interface Shown {
  source: ImageSource;
  tiles: Tiles;
  sample: number;
}

/** More interleaved samples than this are read one at a time for display: the tiles of all would be too large. */
const SAMPLES_TOGETHER = 4;

/** The images that a `files` process has open, and their tiles. */
export class OpenImages {
  readonly #images = new Handles<OpenedImage>('image');
  readonly #readers = new Map<string, TileReader>();
  readonly cache = new TileCache();

  add(image: OpenedImage): number {
    return this.#images.add(image);
  }

  get(handle: number): OpenedImage {
    return this.#images.get(handle);
  }

  /** Throws {@link InvalidRequestError} for a series that the image does not have. */
  source(handle: number, series: number): ImageSource {
    const all = this.#images.get(handle).series;
    const source = all[series];
    if (source) return source;
    throw new InvalidRequestError(`The file holds ${all.length} images; there is no number ${series}.`, {
      parameter: 'series',
    });
  }

  /** How a sample is shown: the first where none is named. */
  shown(handle: number, series: number, sample = 0): Shown {
    const source = this.source(handle, series);
    const { samples } = planeGeometry(source.info);
    if (sample >= samples) {
      throw new InvalidRequestError(
        `The image has ${samples} samples a pixel, not a sample number ${sample}.`,
        { parameter: 'sample' },
      );
    }
    const { tiles } = this.#images.get(handle);
    if (tiles) return { source, tiles, sample };
    if (samples <= SAMPLES_TOGETHER) {
      return { source, tiles: this.#reader(`${handle}/${series}/all`, source), sample };
    }
    const single = oneSample(source, sample);
    return { source: single, tiles: this.#reader(`${handle}/${series}/${sample}`, single), sample: 0 };
  }

  async close(handle: number): Promise<void> {
    const image = this.#images.take(handle);
    image.tiles?.close();
    for (const [name, reader] of [...this.#readers]) {
      if (!name.startsWith(`${handle}/`)) continue;
      reader.close();
      this.#readers.delete(name);
    }
    await image.close();
  }

  all(): Iterable<OpenedImage> {
    return this.#images.all();
  }

  #reader(name: string, source: ImageSource): TileReader {
    const known = this.#readers.get(name);
    if (known) return known;
    const reader = new TileReader(source, this.cache, name);
    this.#readers.set(name, reader);
    return reader;
  }
}
