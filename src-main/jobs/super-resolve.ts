import { InvalidRequestError, RuntimeFailedError } from '../contract/errors';
import { isAbort, throwIfCancelled, type CallOptions } from '../contract/signal';
import { framesAs } from './frames-as';
import { chooseModels, loadModels } from './model-choice';
import { planOutputs } from './output-names';
import { restoreImage } from './restore-image';
import type { SuperResolveRequest } from './request';
import { noticesOf, type RestoredImage, type ResultObserver } from './result-observer';
import type { Session } from './session';

/** A result that was written. */
export interface SuperResolved extends RestoredImage {
  input: string;
  output: string;
}

/** What a batch came to: results, and a sentence for each image that could not be done. */
export interface SuperResolveResult {
  results: SuperResolved[];
  failures: { input: string; reason: string }[];
}

/** What travels beside the work: cancelling, progress, and who hears of the results while they are computed. */
export interface SuperResolveOptions extends CallOptions {
  observer?: ResultObserver | undefined;
}

/**
 * Runs a network, or one for each channel, over images, one after another. A bad image is reported and the batch goes
 * on; a model that cannot be had, or cancelling, ends the batch.
 */
export async function superResolve(
  session: Session,
  request: SuperResolveRequest,
  options: SuperResolveOptions,
): Promise<SuperResolveResult> {
  if (request.slices !== undefined && request.tile !== undefined) {
    throw new InvalidRequestError('Slices and tiles exclude each other: give --slices or --tile, not both.', {
      parameter: 'tile',
    });
  }
  const outputs = planOutputs(request.input, request.out);
  const { observer } = options;
  const [device, models] = await Promise.all([
    session.compute.device({}, options),
    chooseModels(session, request, options),
  ]);
  if (device.fallback) noticesOf(session, observer)(device.fallback);

  const results: SuperResolved[] = [];
  const failures: SuperResolveResult['failures'] = [];
  try {
    const { record } = await loadModels(models, options);
    const ownRequest = { ...request, framesAs: framesAs(record, request.framesAs) };
    for (const { input, output } of outputs) {
      throwIfCancelled(options.signal);
      try {
        const { restored, listener } = await session.withFiles((files) =>
          restoreImage(
            { session, files, models, device, observer },
            { ...ownRequest, input, output },
            options,
          ),
        );
        // Not before the process was given back: who opens the result now is answered by it, and need not start one.
        await listener.finished?.(restored);
        results.push({ input, output, ...restored });
      } catch (error) {
        if (isAbort(error) || !(error instanceof Error)) throw error;
        // A runtime that failed once computes nothing any more: the next image, or the next command, needs another.
        if (error instanceof RuntimeFailedError) {
          for (const { model } of models) model.forget();
          await session.restartCompute();
        }
        if (outputs.length === 1) throw error;
        failures.push({ input, reason: error.message });
      }
    }
    return { results, failures };
  } finally {
    for (const { model } of models) await model.unload();
  }
}
