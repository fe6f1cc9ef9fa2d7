import type { ReconstructImageParams } from '../contract/app-reconstruction';
import type { ImageInfo } from '../contract/image';
import { METHOD_NAMES } from '../contract/reconstruction';
import type { CallOptions } from '../contract/signal';
import { reconstruct, type Reconstructed } from './reconstruct';
import type { ResultObserver } from './result-observer';
import type { Session } from './session';
import { suggestedName } from './super-resolve-image';

/** An open image that a window wants reconstructed. */
export interface ReconstructImageRequest extends Omit<ReconstructImageParams, 'image'> {
  /** Its file, and which image of it, counted from 0. */
  path: string;
  series: number;
  /** What the window calls it, and what it is. */
  name: string;
  info: ImageInfo;
}

let runs = 0;

/** Reconstructs an open image into a folder of its own in the session's scratch folder. */
export async function reconstructImage(
  session: Session,
  { path, series, name, info, drift, ...choice }: ReconstructImageRequest,
  observer: ResultObserver,
  options: CallOptions,
): Promise<Reconstructed[]> {
  const { method } = choice.params;
  const file = suggestedName(name, { ...info, pixelType: 'float32' }, method);
  const request = {
    ...choice,
    drift: { kind: drift },
    input: [path],
    series: series + 1,
    out: `${session.scratchFolder}/${method}-${++runs}/${file}`,
    name: `${name}, ${METHOD_NAMES[method]}`,
  };
  return (await reconstruct(session, request, { ...options, observer })).results;
}
