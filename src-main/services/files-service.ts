import type { FilesApi } from '../contract/files-api';
import type { CallOptions } from '../contract/signal';
import { compareImages } from '../imaging/compare';
import { extractSample, padBlock } from '../imaging/pad';
import { absoluteData } from '../io/absolute-path';
import { checksum } from '../io/checksum';
import { importWeights } from '../io/import-weights';
import { installBundle } from '../io/model-bundle';
import { findModel, listModels } from '../io/model-library';
import { openImage } from '../io/open-image';
import { drawSvg } from '../io/picture/draw-svg';
import { readJson } from '../io/read-json';
import { readText } from '../io/read-text';
import { readStatistics } from '../io/read-statistics';
import { takeSimulationFolder } from '../io/simulation-folder';
import { displayCalls } from './display-calls';
import { datasetCalls } from './dataset/dataset-calls';
import { driftCalls } from './drift-calls';
import { gsosCalls } from './gsos-calls';
import { OpenImages, type OpenedImage } from './open-images';
import { qualityCalls } from './quality-calls';
import { scoreCalls } from './score-calls';
import { checkTrainingData } from './training-data-check';
import { runCalls } from './run-calls';
import { writingCalls } from './writing-calls';

/** What a `files` process answers, and how it gives everything up. */
export interface FilesService {
  api: FilesApi;
  /** Gives up every file being written; nothing half written remains. */
  abandonAll(): Promise<void>;
}

/** Opens a `files` process's service. `version` is Finescope's, for provenance. */
export function createFilesService(version: string): FilesService {
  const images = new OpenImages();
  const writing = writingCalls(images);
  const open = async (path: string, options?: CallOptions): Promise<OpenedImage> => ({
    ...(await openImage(path, options)),
    path,
  });

  const api: FilesApi = {
    ...displayCalls(images),
    ...writing.calls,
    ...runCalls,
    ...qualityCalls(version),
    ...driftCalls,
    ...datasetCalls,
    ...gsosCalls(version),
    ...scoreCalls,
    async openImage({ path }, options) {
      const image = await open(path, options);
      return {
        handle: images.add(image),
        format: image.format,
        series: image.series.map(({ info }) => info),
        companions: image.companions ?? [],
      };
    },
    async readRegion({ handle, series, region, sample, padTo }, options) {
      const block = await images.source(handle, series).readRegion(region, options);
      const single = sample === undefined ? block : extractSample(block, sample);
      return padTo ? padBlock(single, padTo.width, padTo.height) : single;
    },
    statistics: async ({ handle, series, ...request }, options) =>
      readStatistics(images.source(handle, series), request, options),
    closeImage: ({ handle }) => images.close(handle),
    readProvenance: async ({ handle }) => images.get(handle).provenance?.() ?? null,
    checksum: ({ path }, options) => checksum(path, options),
    readJson: ({ path }) => readJson(path),
    readText: ({ path }) => readText(path),
    drawFigure: ({ svg, dpi }) => drawSvg(svg, dpi),
    async compareImages({ image, reference, imageSeries, referenceSeries }, options) {
      const opened: OpenedImage[] = [];
      try {
        for (const path of [image, reference]) opened.push(await open(path, options));
        const [a, b] = opened as [OpenedImage, OpenedImage];
        const report = await compareImages(
          a.series[imageSeries ?? 0]!,
          b.series[referenceSeries ?? 0]!,
          options,
        );
        const unnamed = [imageSeries === undefined && a, referenceSeries === undefined && b];
        return { ...report, notes: unnamed.flatMap((file) => (file ? severalSeries(file) : [])) };
      } finally {
        for (const one of opened) await one.close();
      }
    },
    importWeights: ({ path, ...request }, options) =>
      importWeights(path, { ...request, version }, options?.signal),
    installBundle: async ({ path, folder }) => ({ path: await installBundle(path, folder) }),
    findModel: ({ model, folder }) => findModel(model, folder),
    listModels: ({ folder }) => listModels(folder),
    takeSimulationFolder: async ({ folder, record }) => ({
      files: await takeSimulationFolder(folder, record),
    }),
    absoluteData: async ({ data }) => absoluteData(data),
    checkTrainingData: (request, options) => checkTrainingData(request, options),
  };

  return { api, abandonAll: writing.abandonAll };
}

function severalSeries({ path, series }: OpenedImage): string[] {
  return series.length > 1 ? [`${path} holds ${series.length} images; the first was compared.`] : [];
}
