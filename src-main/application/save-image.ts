import type { OpenImage } from '../contract/app-api';
import { FileNotWritableError } from '../contract/errors';
import type { CallOptions } from '../contract/signal';
import { fileName } from '../jobs/output-names';
import { ImageFile } from './image-file';
import { factsOf, remember, type FileContext } from './open-paths';

/**
 * Writes an open image to `path`. From then on the image is that file: a result leaves the scratch folder, its record
 * of how it was made goes with it.
 */
export async function saveImage(
  context: FileContext,
  { image, path }: { image: number; path: string },
  options: CallOptions,
): Promise<OpenImage> {
  const { files, images, policy, settings } = context;
  const { disk, session } = files;
  await policy.requireWriting(path);
  const { facts, pixels } = images.file(image);

  const existing = await disk.stamp(path).catch(() => null);
  if (existing?.identity === pixels.identity && facts.seriesCount === 1) return facts; // it is that file
  const other = existing && images.otherWith(existing.identity, image);
  if (other) {
    throw new FileNotWritableError(
      `${fileName(path)} is open in this window. Close it first, or choose another name.`,
      { path },
    );
  }

  await images.read(image, async (api, place) => {
    const provenance = (await api.readProvenance({ handle: place.handle }, options)) ?? {
      finescope: session.version,
      created: new Date().toISOString(),
      command: 'save',
      input: { file: facts.name, series: facts.series },
    };
    await api.copyImage({ ...place, path, provenance }, options);
  });

  const saved = new ImageFile(files, path);
  let answer: OpenImage;
  try {
    answer = images.replace(image, { ...(await factsOf(saved, 0, {})), origin: facts.origin }, saved);
  } catch (error) {
    await saved.close(); // the window closed the image meanwhile
    throw error;
  }
  await pixels.closeAfterReads();
  if (facts.path === null) await disk.remove(pixels.path);
  policy.grantReading([path]);
  void remember(settings, path, answer);
  return answer;
}
