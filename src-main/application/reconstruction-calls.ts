import type { AppApi, OpenImage } from '../contract/app-api';
import type { OpenStack } from '../jobs/open-stack';
import { previewReconstruction } from '../jobs/preview-reconstruction';
import { reconstructImage } from '../jobs/reconstruct-image';
import { sweepReconstruction } from '../jobs/sweep-reconstruction';
import type { FileContext } from './open-paths';
import { resultObserver } from './open-result';

type ReconstructionCalls = Pick<AppApi, 'reconstruct' | 'previewReconstruction' | 'sweepReconstruction'>;

/** The calls about SRRF and eSRRF of an open image. */
export function reconstructionCalls(context: FileContext): ReconstructionCalls {
  const { images, files } = context;
  /** Runs `work` where the image is open for looking at. */
  const withStack = <Result>(image: number, work: (stack: OpenStack) => Promise<Result>): Promise<Result> => {
    const { facts, pixels } = images.file(image);
    const { name, series, info } = facts;
    return pixels.read((api, handle) => work({ files: api, handle, series, name, info }));
  };
  return {
    async reconstruct({ image, ...choice }, { onEvent = () => undefined, ...options } = {}) {
      const { facts, pixels } = images.file(image);
      await pixels.requireUnchanged();
      const results: OpenImage[] = [];
      const observer = resultObserver(context, { image, isOneOfSeveral: false }, onEvent, (result) =>
        results.push(result),
      );
      const { name, series, info } = facts;
      await reconstructImage(
        files.session,
        { ...choice, path: pixels.path, name, series, info },
        observer,
        options,
      );
      return { results };
    },
    previewReconstruction: ({ image, ...choice }, { signal } = {}) =>
      withStack(image, (stack) =>
        previewReconstruction(files.session, stack, choice, signal ? { signal } : {}),
      ),
    sweepReconstruction: ({ image, ...request }, { signal, onProgress } = {}) =>
      withStack(image, (stack) =>
        sweepReconstruction(files.session, stack, request, {
          ...(signal && { signal }),
          ...(onProgress && { onProgress }),
        }),
      ),
  };
}
