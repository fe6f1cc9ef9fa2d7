import type { OpenImage, SuperResolveEvent } from '../contract/app-api';
import { writtenFormat } from '../contract/written-formats';
import { fileName } from '../jobs/output-names';
import type { BegunResult, ResultListener, ResultObserver } from '../jobs/result-observer';
import { ImageFile } from './image-file';
import { factsOf, type FileContext } from './open-paths';
import { WrittenPixels } from './written-pixels';

/** Opens results of an image for a window: they can be shown from before their first tile on, and lie in the scratch folder until they are saved. */
export function resultObserver(
  context: FileContext,
  source: { image: number; isOneOfSeveral: boolean },
  tell: (event: SuperResolveEvent) => void,
  onFinished: (result: OpenImage) => void,
): ResultObserver {
  return {
    begun: (begun) => openResult(context, source, begun, tell, onFinished),
    notice: (sentence) => tell({ kind: 'notice', sentence }),
  };
}

/** Opens a result that was begun, tells the window what becomes of it, and `onFinished` when it is complete. */
function openResult(
  { files, images }: FileContext,
  { image: source, isOneOfSeveral }: { image: number; isOneOfSeveral: boolean },
  begun: BegunResult,
  tell: (event: SuperResolveEvent) => void,
  onFinished: (result: OpenImage) => void,
): ResultListener {
  const { info, region, outputScale, hasOwnValues, summedFrames, method, models, output } = begun;
  const written = new WrittenPixels(begun.files, begun.sink);
  const facts = {
    name: images.unusedName(resultName(output, isOneOfSeveral ? models : [])),
    path: null,
    format: writtenFormat(output)!.name,
    series: 0,
    seriesCount: 1,
    info,
    origin: { source, region, outputScale, hasOwnValues, summedFrames, method, models, seconds: null },
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
