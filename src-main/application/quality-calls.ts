import type { AppApi, OpenImage } from '../contract/app-api';
import type { OpenPart } from '../contract/app-quality';
import type { MeasuredPart } from '../contract/quality-api';
import type { CallOptions } from '../contract/signal';
import { ImageFile } from './image-file';
import { factsOf, type FileContext } from './open-paths';

type QualityCalls = Pick<AppApi, 'ringCorrelation' | 'decorrelation' | 'mapErrors'>;

/** Error maps that were made, so that each has a file of its own. */
let maps = 0;

/** The calls about the quality of open images. */
export function qualityCalls({ files, images }: FileContext): QualityCalls {
  const { session, disk } = files;
  const partOf = async ({ image, ...chosen }: OpenPart): Promise<MeasuredPart> => {
    const { facts, pixels } = images.file(image);
    await pixels.requireUnchanged();
    return { ...chosen, path: pixels.path, name: facts.name, series: facts.series };
  };
  return {
    async ringCorrelation({ image }, call) {
      const part = await partOf(image);
      return session.withFiles((api) => api.ringCorrelation({ image: part }, heard(call)));
    },
    async decorrelation({ image }, call) {
      const part = await partOf(image);
      return session.withFiles((api) => api.decorrelation({ image: part }, heard(call)));
    },
    async mapErrors({ reconstruction, reference, region }, call) {
      const request = {
        reconstruction: await partOf(reconstruction),
        reference: await partOf(reference),
        placement: 'centred' as const,
        region,
        errorMap: `${session.scratchFolder}/error-map-${++maps}.tif`,
      };
      const report = await session.withFiles((api) => api.squirrel(request, heard(call)));
      const file = new ImageFile(files, request.errorMap);
      try {
        const { name } = images.file(reconstruction.image).facts;
        const facts = { ...(await factsOf(file, 0, {})), path: null };
        const map: OpenImage = images.add({ ...facts, name: images.unusedName(mapName(name)) }, file);
        return { report, map };
      } catch (error) {
        await file.close();
        await disk.remove(request.errorMap);
        throw error;
      }
    },
  };
}

/** "fov08-srrf-errors.tif". */
function mapName(name: string): string {
  return `${name.replace(/(\.ome)?\.[^.]*$/, '')}-errors.tif`;
}

/** What of a window's call concerns the process that answers it. */
function heard({ signal, onProgress }: CallOptions = {}): CallOptions {
  return { ...(signal && { signal }), ...(onProgress && { onProgress }) };
}
