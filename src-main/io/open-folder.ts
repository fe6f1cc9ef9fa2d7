import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ImageInfo, ImageSource, PixelBlock, Region } from '../contract/image';
import { FileNotReadableError, UnsupportedFileError } from '../contract/errors';
import { throwIfCancelled, type CallOptions } from '../contract/signal';
import { planeGeometry } from '../imaging/geometry';
import { naturalOrder } from '../imaging/natural-order';
import { notReadable } from './byte-source';
import type { OpenImage } from './image-file';
import { namesAsAxes } from './plane-names';
import { openFile } from './open-file';

/** Images kept open at once while a stack is read plane by plane. */
const MAX_OPEN = 8;

/** More files than any folder of planes has. */
const MAX_FILES = 200_000;

/** A folder of single-plane images as one stack; a plane is opened when it is read. */
class FolderSource implements ImageSource {
  readonly #open = new Map<string, Promise<OpenImage>>();

  constructor(
    readonly info: ImageInfo,
    readonly files: readonly string[],
  ) {}

  async readRegion(region: Region, options: Pick<CallOptions, 'signal'> = {}): Promise<PixelBlock> {
    throwIfCancelled(options.signal);
    const { planes } = planeGeometry({
      shape: this.info.shape.slice(-pixelAxes(this.info).length),
      axes: pixelAxes(this.info),
    });
    const file = this.files[Math.floor(region.plane / planes)]!;
    const image = await this.#image(file);
    return image.series[0]!.readRegion({ ...region, plane: region.plane % planes }, options);
  }

  async close(): Promise<void> {
    const images = [...this.#open.values()];
    this.#open.clear();
    for (const image of images) await (await image.catch(() => null))?.close();
  }

  #image(file: string): Promise<OpenImage> {
    const kept = this.#open.get(file);
    if (kept) {
      this.#open.delete(file);
      this.#open.set(file, kept);
      return kept;
    }
    const opened = openFile(file);
    this.#open.set(file, opened);
    opened.catch(() => this.#open.delete(file));
    for (const [oldest, image] of this.#open) {
      if (this.#open.size <= MAX_OPEN) break;
      this.#open.delete(oldest);
      void image.then(
        (one) => one.close(),
        () => undefined,
      );
    }
    return opened;
  }
}

/** The axes of one file of the stack: the last ones, from a leading S on. */
function pixelAxes(info: ImageInfo): string {
  return /(SYX|YXS|YX)$/.exec(info.axes)![0];
}

/**
 * Opens a folder of images of one plane each as a stack, in the natural order of their names ("9" before "10"). Names
 * such as "cell_t001_c1_z03.tif" give axes; else there is one axis I. Throws UnsupportedFileError where the images are
 * not alike, and names the first that differs. Every file is opened once; progress counts them.
 */
export async function openFolder(path: string, { signal, onProgress }: CallOptions = {}): Promise<OpenImage> {
  const folder = basename(path);
  const names = imageNames(path);
  if (names.length === 0) {
    throw new FileNotReadableError(`The folder "${folder}" holds no TIFF or PNG images.`, { path });
  }
  if (names.length > MAX_FILES) {
    throw new UnsupportedFileError(
      `The folder "${folder}" holds ${names.length} images; up to ${MAX_FILES} can be one stack.`,
      {
        path,
      },
    );
  }
  let first: ImageInfo | null = null;
  for (const [done, name] of names.entries()) {
    throwIfCancelled(signal);
    onProgress?.({ done, total: names.length, unit: 'files', activity: folder });
    const image = await openFile(join(path, name), signal);
    try {
      const info = planeInfo(image, name, folder, path);
      first ??= info;
      if (
        info.shape.join() !== first.shape.join() ||
        info.axes !== first.axes ||
        info.pixelType !== first.pixelType
      ) {
        const describe = ({ shape, axes, pixelType }: ImageInfo) =>
          `${axes} ${shape.join(' x ')} ${pixelType}`;
        throw new UnsupportedFileError(
          `The images of the folder "${folder}" cannot be one stack: "${names[0]}" is ${describe(first)}, "${name}" is ` +
            `${describe(info)}. Keep images of one size and type in a folder, or open the file itself.`,
          { path },
        );
      }
    } finally {
      await image.close();
    }
  }

  const grid = namesAsAxes(names);
  const files = grid ? grid.order.map((i) => names[i]!) : names;
  const leading = grid ?? { shape: [names.length], axes: 'I' };
  const shape = names.length === 1 ? first!.shape : [...leading.shape, ...first!.shape];
  const source = new FolderSource(
    {
      ...first!,
      name: folder,
      shape,
      axes: names.length === 1 ? first!.axes : leading.axes + first!.axes,
      levels: first!.levels.slice(0, 1),
      notes: [...first!.notes],
    },
    files.map((name) => join(path, name)),
  );
  return { format: 'folder of planes', series: [source], close: () => source.close() };
}

/** Names of images in a folder, in natural order. Hidden files and other kinds are left aside. */
function imageNames(path: string): string[] {
  let names: string[];
  try {
    names = readdirSync(path);
  } catch (error) {
    throw notReadable(path, error);
  }
  return names.filter((name) => /\.(tiff?|png)$/i.test(name) && !name.startsWith('.')).sort(naturalOrder);
}

/** What the one plane of a file is; refuses files of several series or planes. */
function planeInfo(image: OpenImage, name: string, folder: string, path: string): ImageInfo {
  const info = image.series[0]!.info;
  if (image.series.length > 1 || !/^(SYX|YXS|YX)$/.test(info.axes)) {
    throw new UnsupportedFileError(
      `A folder is opened as a stack of single planes, but "${name}" in "${folder}" holds ` +
        (image.series.length > 1
          ? `${image.series.length} images`
          : `${info.axes} ${info.shape.join(' x ')}`) +
        '. Open that file itself.',
      { path },
    );
  }
  return info;
}
