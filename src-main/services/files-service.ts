import type { FilesApi } from '../contract/files-api';
import { FileNotWritableError } from '../contract/errors';
import type { ImageSink } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { compareImages } from '../imaging/compare';
import { extractSample, padBlock } from '../imaging/pad';
import { checksum } from '../io/checksum';
import { createImage, removeLeftovers } from '../io/create-image';
import { removeTemporariesInUse } from '../io/write/temporary-name';
import { isAmong, isSameFile, liesIn } from '../io/same-file';
import type { OpenImage } from '../io/image-file';
import { importWeights } from '../io/import-weights';
import { installBundle } from '../io/model-bundle';
import { findModel, listModels } from '../io/model-library';
import { writtenShape } from '../io/write/stack-order';
import { openImage } from '../io/open-image';
import { readStatistics } from '../io/read-statistics';
import { Handles } from './handles';

/** An image and where it was opened from. */
interface OpenedImage extends OpenImage {
  path: string;
}

/** What a `files` process answers, and how it gives everything up. */
export interface FilesService {
  api: FilesApi;
  /** Gives up every file being written; nothing half written remains. */
  abandonAll(): Promise<void>;
}

/** Opens a `files` process's service. `version` is Finescope's, for provenance. */
export function createFilesService(version: string): FilesService {
  const images = new Handles<OpenedImage>('image');
  const sinks = new Handles<ImageSink>('file being written');
  const open = async (path: string, options?: CallOptions): Promise<OpenedImage> => ({
    ...(await openImage(path, options)),
    path,
  });

  const api: FilesApi = {
    async openImage({ path }, options) {
      const image = await open(path, options);
      return {
        handle: images.add(image),
        format: image.format,
        series: image.series.map(({ info }) => info),
      };
    },
    async readRegion({ handle, series, region, sample, padTo }, options) {
      const block = await images.get(handle).series[series]!.readRegion(region, options);
      const single = sample === undefined ? block : extractSample(block, sample);
      return padTo ? padBlock(single, padTo.width, padTo.height) : single;
    },
    statistics: ({ handle, series, ...request }, options) =>
      readStatistics(images.get(handle).series[series]!, request, options),
    closeImage: ({ handle }) => images.take(handle).close(),
    checksum: ({ path }, options) => checksum(path, options),
    async createImage({ path, info, provenance }, options) {
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
      const sink = await createImage(path, info, provenance, options);
      return { handle: sinks.add(sink), ...writtenShape(sink.order) };
    },
    writeRegion: ({ handle, region, block }) => sinks.get(handle).writeRegion(region, block),
    finishImage: ({ handle }) => sinks.take(handle).finish(),
    abortImage: ({ handle }) => sinks.take(handle).abort(),
    removeLeftovers: ({ path }) => removeLeftovers(path),
    async compareImages({ image, reference }, options) {
      const opened: OpenedImage[] = [];
      try {
        for (const path of [image, reference]) opened.push(await open(path, options));
        const [a, b] = opened as [OpenedImage, OpenedImage];
        const report = await compareImages(a.series[0]!, b.series[0]!, options);
        return { ...report, notes: [a, b].flatMap(severalSeries) };
      } finally {
        for (const one of opened) await one.close();
      }
    },
    importWeights: ({ path, ...request }, options) =>
      importWeights(path, { ...request, version }, options?.signal),
    installBundle: async ({ path, folder }) => ({ path: await installBundle(path, folder) }),
    findModel: ({ model, folder }) => findModel(model, folder),
    listModels: ({ folder }) => listModels(folder),
  };

  return {
    api,
    async abandonAll() {
      await Promise.allSettled(sinks.takeAll().map((sink) => sink.abort()));
      removeTemporariesInUse();
    },
  };
}

function severalSeries({ path, series }: OpenedImage): string[] {
  return series.length > 1 ? [`${path} holds ${series.length} images; the first was compared.`] : [];
}
