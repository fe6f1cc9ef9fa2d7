import type { OpenedImages, OpenImage } from '../contract/app-api';
import { InvalidRequestError } from '../contract/errors';
import { isAbort, throwIfCancelled, type CallOptions } from '../contract/signal';
import { fileName } from '../jobs/output-names';
import { contentsOf } from '../imaging/contents';
import { ImageFile, type ImageFileContext } from './image-file';
import type { OpenImages } from './open-images';
import type { PathPolicy } from './path-policy';
import { addRecent } from './recent-files';
import type { CurrentSettings } from './settings';

/** What opening and saving work with: the images of a window, what it may name, and where it is remembered. */
export interface FileContext {
  files: ImageFileContext;
  images: OpenImages;
  policy: PathPolicy;
  settings: CurrentSettings;
}

/**
 * Opens files and folders of planes one after another; one that cannot be opened costs itself only. Cancelling closes
 * those that were opened already: the window hears of none of them.
 */
export async function openPaths(
  context: FileContext,
  request: { paths: string[]; series?: number | undefined },
  options: CallOptions,
): Promise<OpenedImages> {
  const opened: OpenedImages = { images: [], problems: [] };
  try {
    await openEach(context, request, options, opened);
    return opened;
  } catch (error) {
    const { images } = context;
    const entries = opened.images.flatMap(({ image }) => images.take(image) ?? []);
    await Promise.all(entries.map(({ pixels }) => pixels.close()));
    throw error;
  }
}

async function openEach(
  context: FileContext,
  { paths, series = 0 }: { paths: string[]; series?: number | undefined },
  { signal, onProgress }: CallOptions,
  opened: OpenedImages,
): Promise<void> {
  for (const [done, path] of paths.entries()) {
    throwIfCancelled(signal);
    onProgress?.({ done, total: paths.length, unit: 'files', activity: fileName(path) });
    try {
      await context.policy.requireReading(path);
      opened.images.push(await openPath(context, path, series, { signal }));
    } catch (error) {
      if (isAbort(error) || !(error instanceof Error)) throw error;
      opened.problems.push({ path, reason: error.message });
    }
  }
}

async function openPath(
  { files, images, policy, settings }: FileContext,
  path: string,
  series: number,
  options: CallOptions,
): Promise<OpenImage> {
  const pixels = new ImageFile(files, path);
  try {
    const { companions } = await pixels.open(options);
    await policy.requireReadingWith(path, companions);
    const facts = await factsOf(pixels, series, options);
    void remember(settings, path, facts);
    return images.add(facts, pixels);
  } catch (error) {
    await pixels.close();
    throw error;
  }
}

/** Opens a file and says what a window has to know of one series of it. */
export async function factsOf(
  pixels: ImageFile,
  series: number,
  options: CallOptions,
): Promise<Omit<OpenImage, 'image'>> {
  const { path } = pixels;
  const { format, series: all } = await pixels.open(options);
  const info = all[series];
  if (!info) {
    throw new InvalidRequestError(
      `${fileName(path)} holds ${all.length} images; number ${series + 1} was asked for.`,
      { parameter: 'series' },
    );
  }
  return { name: fileName(path), path, format, series, seriesCount: all.length, info, origin: null };
}

/** Puts a file first among the recent ones. A settings file that cannot be written stops nothing: its list is a convenience. */
export async function remember(
  settings: CurrentSettings,
  path: string,
  { info }: Pick<OpenImage, 'info'>,
): Promise<void> {
  const opened = { path, contents: contentsOf(info), openedAt: new Date().toISOString() };
  const change = settings.change((all) => ({ ...all, recent: addRecent(all.recent, opened) }));
  await change.catch(() => undefined);
}
