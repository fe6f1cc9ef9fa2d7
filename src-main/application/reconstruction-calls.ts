import type { AppApi, OpenImage } from '../contract/app-api';
import { previewReconstruction } from '../jobs/preview-reconstruction';
import { reconstructImage } from '../jobs/reconstruct-image';
import type { FileContext } from './open-paths';
import { resultObserver } from './open-result';

type ReconstructionCalls = Pick<AppApi, 'reconstruct' | 'previewReconstruction'>;

/** The calls about SRRF and eSRRF of an open image. */
export function reconstructionCalls(context: FileContext): ReconstructionCalls {
  const { images, files } = context;
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
    async previewReconstruction({ image, ...choice }, { signal } = {}) {
      const { facts, pixels } = images.file(image);
      const { name, series, info } = facts;
      return pixels.read((api, handle) =>
        previewReconstruction(
          files.session,
          { files: api, handle, series, name, info },
          choice,
          signal ? { signal } : {},
        ),
      );
    },
  };
}
