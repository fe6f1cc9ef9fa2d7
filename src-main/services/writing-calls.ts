import { FileNotWritableError } from '../contract/errors';
import type { FilesApi } from '../contract/files-api';
import type { ImageInfo } from '../contract/image';
import { WrittenTiles } from '../imaging/display/written-tiles';
import { createImage, removeLeftovers } from '../io/create-image';
import { isAmong, isSameFile, liesIn } from '../io/same-file';
import { copyImage } from '../io/write/copy-image';
import { removeTemporariesInUse } from '../io/write/temporary-name';
import { TextSink } from '../io/write/text-sink';
import { writeWholeFile } from '../io/write/write-file';
import { WrittenSource } from '../io/write/written-source';
import { writtenShape } from '../io/write/stack-order';
import type { TiffSink } from '../io/write/tiff-sink';
import type { Provenance } from '../contract/files-api';
import { Handles } from './handles';
import type { OpenImages } from './open-images';

/** A file being written, what it was begun with, and who looks at it meanwhile. */
interface Written {
  sink: TiffSink;
  info: ImageInfo;
  provenance: Provenance;
  fresh: boolean;
  watched: WrittenTiles[];
}

/** The names of the calls that write. */
type WritingCalls =
  | 'createImage'
  | 'writeRegion'
  | 'openWritten'
  | 'finishImage'
  | 'abortImage'
  | 'removeLeftovers'
  | 'copyImage'
  | 'writeFile'
  | 'writeText'
  | 'createText'
  | 'appendText'
  | 'finishText'
  | 'abortText';

/** The calls that write files, and how all writing is given up. */
export function writingCalls(images: OpenImages): {
  calls: Pick<FilesApi, WritingCalls>;
  abandonAll(): Promise<void>;
} {
  const files = new Handles<Written>('file being written');
  const texts = new Handles<TextSink>('text file being written');
  const take = (handle: number): TiffSink => {
    const { sink, watched } = files.take(handle);
    for (const tiles of watched) tiles.close();
    return sink;
  };
  const calls: Pick<FilesApi, WritingCalls> = {
    async createImage({ path, info, provenance }, options) {
      await refuseOpen(images, path);
      const sink = await createImage(path, info, provenance, options);
      const handle = files.add({ sink, info, provenance, fresh: true, watched: [] });
      return { handle, ...writtenShape(sink.order) };
    },
    async writeRegion({ handle, region, block }) {
      const file = files.get(handle);
      file.fresh = false;
      await file.sink.writeRegion(region, block);
      for (const tiles of file.watched) tiles.written(region);
    },
    async openWritten({ handle }) {
      const file = files.get(handle);
      const source = new WrittenSource(file.sink, file.info);
      const { temporaryPath } = file.sink.file;
      const tiles = new WrittenTiles(source, images.cache, temporaryPath, file.fresh);
      file.watched.push(tiles);
      const format = 'image being written';
      const opened = images.add({
        format,
        series: [source],
        tiles,
        path: temporaryPath,
        provenance: () => file.provenance,
        close: async () => void (file.watched = file.watched.filter((other) => other !== tiles)),
      });
      return { handle: opened, format, series: [source.info], companions: [] };
    },
    finishImage: ({ handle, provenance }) => take(handle).finish(provenance),
    abortImage: ({ handle }) => take(handle).abort(),
    removeLeftovers: ({ path }) => removeLeftovers(path),
    async copyImage({ handle, series, path, provenance }, options) {
      await refuseOpen(images, path);
      return copyImage(images.source(handle, series), path, provenance, options);
    },
    writeFile: ({ path, bytes }) => writeWholeFile(path, bytes),
    writeText: ({ path, text }) => writeWholeFile(path, Buffer.from(text)),
    createText: async ({ path }) => ({ handle: texts.add(await TextSink.create(path)) }),
    appendText: ({ handle, text }) => texts.get(handle).append(text),
    finishText: ({ handle }) => texts.take(handle).finish(),
    abortText: ({ handle }) => texts.take(handle).abort(),
  };
  return {
    calls,
    async abandonAll() {
      const sinks = [...files.takeAll().map(({ sink }) => sink), ...texts.takeAll()];
      await Promise.allSettled(sinks.map((sink) => sink.abort()));
      removeTemporariesInUse();
    },
  };
}

/** Throws {@link FileNotWritableError} where writing `path` would change an image that is open. */
async function refuseOpen(images: OpenImages, path: string): Promise<void> {
  for (const image of images.all()) {
    const what = (await isSameFile(image.path, path))
      ? 'is the image being read'
      : (await liesIn(path, image.path))
        ? 'lies in the folder of planes being read'
        : (await isAmong(image.companions ?? [], path))
          ? 'holds a part of the image being read'
          : null;
    if (what === null) continue;
    throw new FileNotWritableError(`${path} ${what}. Choose another place for the result.`, { path });
  }
}
