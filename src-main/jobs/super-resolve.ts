import { InvalidRequestError, RuntimeFailedError } from '../contract/errors';
import { isAbort, throwIfCancelled, type CallOptions } from '../contract/signal';
import { bundleOf, ModelInUse } from './models';
import { planOutputs } from './output-names';
import { restoreImage, type RestoredImage } from './restore-image';
import type { SuperResolveRequest } from './request';
import type { Session } from './session';

/** A result that was written. */
export interface SuperResolved extends RestoredImage {
  input: string;
  output: string;
  seconds: number;
}

/** What a batch came to: results, and a sentence for each image that could not be done. */
export interface SuperResolveResult {
  results: SuperResolved[];
  failures: { input: string; reason: string }[];
}

/**
 * Runs a network over images, one after another. A bad image is reported and the batch goes on; a model that cannot
 * be had, or cancelling, ends the batch.
 */
export async function superResolve(
  session: Session,
  request: SuperResolveRequest,
  options: CallOptions,
): Promise<SuperResolveResult> {
  if (request.slices !== undefined && request.tile !== undefined) {
    throw new InvalidRequestError('Slices and tiles exclude each other: give --slices or --tile, not both.', {
      parameter: 'tile',
    });
  }
  const outputs = planOutputs(request.input, request.out);
  const [device, bundlePath] = await Promise.all([
    session.compute.device({}, options),
    bundleOf(session, request.model, options),
  ]);
  if (device.fallback) session.notify(device.fallback);
  const model = new ModelInUse(session, bundlePath);
  await model.load(options);

  const results: SuperResolved[] = [];
  const failures: SuperResolveResult['failures'] = [];
  for (const { input, output } of outputs) {
    throwIfCancelled(options.signal);
    const startedAt = Date.now();
    try {
      const restored = await session.withFiles((files) =>
        restoreImage({ session, files, model, device }, { ...request, input, output }, options),
      );
      results.push({ input, output, ...restored, seconds: (Date.now() - startedAt) / 1000 });
    } catch (error) {
      if (isAbort(error) || !(error instanceof Error)) throw error;
      // A runtime that failed once computes nothing any more: the next image, or the next command, needs another.
      if (error instanceof RuntimeFailedError) await model.restart();
      if (outputs.length === 1) throw error;
      failures.push({ input, reason: error.message });
    }
  }
  await model.unload();
  return { results, failures };
}
