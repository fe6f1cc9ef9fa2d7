import type { OpenImage, SuperResolveEvent, SuperResolveParams } from '../contract/app-api';
import type { StreamOptions } from '../contract/rpc';
import { writtenFormat } from '../contract/written-formats';
import { fileName } from '../jobs/output-names';
import type { BegunResult, ResultListener } from '../jobs/result-observer';
import { superResolveImage } from '../jobs/super-resolve-image';
import { ImageFile } from './image-file';
import { requireInstalled } from './installed-models';
import { factsOf, type FileContext } from './open-paths';
import { WrittenPixels } from './written-pixels';

/**
 * Super-resolves an open image, by each model in turn or by a model for each channel. A result is an open image from
 * before its first tile on, and lies in the scratch folder until it is saved. Results that are complete stay when a
 * later one fails or is cancelled.
 */
export async function superResolve(
  context: FileContext,
  { image, ...params }: SuperResolveParams,
  { onEvent = () => undefined, ...options }: StreamOptions<SuperResolveEvent>,
): Promise<{ results: OpenImage[] }> {
  const { images, files } = context;
  const { facts, pixels } = images.file(image);
  await requireInstalled(
    files.session,
    params.channelModels?.map(({ model }) => model) ?? params.models,
    options,
  );
  await pixels.requireUnchanged();

  const results: OpenImage[] = [];
  const isOneOfSeveral = !params.channelModels && params.models.length > 1;
  const observer = {
    begun: (begun: BegunResult) =>
      openResult(context, { image, isOneOfSeveral }, begun, onEvent, (result) => results.push(result)),
    notice: (sentence: string) => onEvent({ kind: 'notice', sentence }),
  };
  const { name, series, info } = facts;
  const request = { ...params, path: pixels.path, name, series, info };
  await superResolveImage(files.session, request, observer, options);
  return { results };
}

/** Opens a result that was begun, tells the window what becomes of it, and `onFinished` when it is complete. */
function openResult(
  { files, images }: FileContext,
  { image: source, isOneOfSeveral }: { image: number; isOneOfSeveral: boolean },
  begun: BegunResult,
  tell: (event: SuperResolveEvent) => void,
  onFinished: (result: OpenImage) => void,
): ResultListener {
  const { info, region, outputScale, isDensity, summedFrames, models, output } = begun;
  const written = new WrittenPixels(begun.files, begun.sink);
  const facts = {
    name: images.unusedName(resultName(output, isOneOfSeveral ? models : [])),
    path: null,
    format: writtenFormat(output)!.name,
    series: 0,
    seriesCount: 1,
    info,
    origin: { source, region, outputScale, isDensity, summedFrames, models, seconds: null },
  };
  const result = images.add(facts, written);
  const { image } = result;
  tell({ kind: 'begun', result });
  const forget = (): void => {
    written.settle(null);
    images.take(image);
  };
  const giveUp = async (file: ImageFile): Promise<void> => {
    forget();
    await file.close();
    await files.disk.remove(output);
  };
  return {
    tileBegun: (plane, tile) => tell({ kind: 'computing', image, plane, tile }),
    tileDone: (plane, tile) => tell({ kind: 'done', image, plane, tile }),
    async finished({ seconds }) {
      const file = new ImageFile(files, output);
      try {
        // Where the window closed it while it was computed, it is not opened any more. A process that ends meanwhile does
        // not cost the result.
        const open = () => factsOf(file, 0, {});
        const opened = images.has(image) ? await open().catch(open) : null;
        if (!opened || !images.has(image)) return await giveUp(file);
        const origin = { ...facts.origin, seconds };
        const complete = images.replace(image, { ...facts, info: opened.info, origin }, file);
        written.settle(file);
        onFinished(complete);
        tell({ kind: 'finished', result: complete });
      } catch (error) {
        await giveUp(file);
        throw error;
      }
    },
    givenUp: forget,
  };
}

/** "fov08-sr.tif", or "fov08-sr-bpae.tif" where several models compute the same image. */
function resultName(output: string, models: string[]): string {
  const name = fileName(output);
  return models.length === 0 ? name : name.replace(/(\.ome)?\.tif$/, `-${models.join('+')}$&`);
}
