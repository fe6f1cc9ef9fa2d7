import type { DeviceInfo } from '../contract/compute-api';
import { ProcessStoppedError } from '../contract/errors';
import type { CreatedImage, FilesApi } from '../contract/files-api';
import type { CallOptions } from '../contract/signal';
import { discardWritten } from './discard-written';
import type { ChosenModel } from './model-choice';
import { fileName } from './output-names';
import type { ModelInUse } from './models';
import { provenanceOf, type UsedModel } from './provenance';
import { planRestoration, type OneImage, type RestorePlan } from './restore-plan';
import { noticesOf, type RestoredImage, type ResultListener, type ResultObserver } from './result-observer';
import type { Session } from './session';
import { Survey } from './survey';
import { sumPlanes } from './sum-run';
import { predictPlanes } from './tile-run';

/** What restoring one image works with. The models are loaded. */
export interface RestoreContext {
  session: Session;
  files: FilesApi;
  models: ChosenModel[];
  device: DeviceInfo;
  observer: ResultObserver | undefined;
}

/**
 * Opens an image, runs the network over its planes tile by tile, and writes the result. What of the input need not be
 * known before (its checksum, advice about its range) is read beside the computing.
 *
 * @returns what was written, and who is still to be told that it is complete.
 */
export async function restoreImage(
  { session, files, models, device, observer }: RestoreContext,
  request: OneImage,
  options: CallOptions,
): Promise<{ restored: RestoredImage; listener: ResultListener }> {
  const { input, output, slices, watched } = request;
  const startedAt = new Date();
  const notice = noticesOf(session, observer);
  const plan = await planRestoration({ session, files, models, notice }, request, options);
  const {
    source,
    region,
    outputScale,
    pixelType,
    output: values,
    summedFrames,
    result,
    ranges,
    tasks,
  } = plan;
  const { tileSide, batchBytes } = plan;

  const names = await namesOf(models, options);
  // A window has named the image already.
  const activity = watched ? [...new Set(names)].join(', ') : fileName(input);
  const facts = { version: session.version, request, device, created: startedAt, summedFrames };
  const begun = provenanceOf({
    ...facts,
    used: await usedModels(models, plan, null, options),
    checksum: null,
  });
  const survey = new Survey(async (call) => {
    for (const { advise } of ranges) await advise?.(call);
    return files.checksum({ path: input }, call);
  }, options);

  let created: CreatedImage | null = null;
  let listener: ResultListener = {};
  try {
    created = await files.createImage({ path: output, info: result, provenance: begun }, options);
    const sink = created.handle;
    const told = {
      output,
      info: result,
      region,
      outputScale,
      hasOwnValues: values !== 'stored',
      method: 'network' as const,
      summedFrames,
      models: names,
      files,
      sink,
    };
    if (observer) listener = await observer.begun(told);
    const hearing: ResultListener = {
      tileBegun: (plane, tile) => listener.tileBegun?.(plane, tile),
      tileDone(plane, tile) {
        listener.tileDone?.(plane, tile);
        survey.goOn();
      },
    };
    const compute = values === 'sum' ? sumPlanes : predictPlanes;
    const sides = await compute(
      { session, files, source, sink, listener: hearing, notice },
      tasks,
      { region, slices, tileSide, batchBytes, output: values, pixelType, watched, activity },
      options,
    );
    const used = await usedModels(models, plan, sides, options);
    const provenance = provenanceOf({ ...facts, used, checksum: await survey.result() });
    await files.closeImage({ handle: source.handle });
    await files.finishImage({ handle: sink, provenance }, options); // last: after it nothing may fail any more
  } catch (error) {
    if (created || error instanceof ProcessStoppedError)
      await discardWritten(session, files, created, output);
    listener.givenUp?.();
    throw error;
  }
  const restored = {
    shape: created.shape,
    axes: created.axes,
    pixelType,
    pixelSizeUm: result.calibration.pixelSizeUm,
    model: models.map(({ channel }, i) => labelled(channel, names[i]!)).join(', '),
    outputScale,
    summedFrames,
    seconds: (Date.now() - startedAt.getTime()) / 1000,
  };
  return { restored, listener };
}

function labelled(channel: number | null, name: string): string {
  return channel === null ? name : `channel ${channel}: ${name}`;
}

async function namesOf(models: ChosenModel[], options: CallOptions): Promise<string[]> {
  const names: string[] = [];
  for (const { model } of models) names.push((await model.load(options)).record.name);
  return names;
}

/** The models as they are, or were (`sides` is known), used. */
async function usedModels(
  models: ChosenModel[],
  { ranges, tileSide }: RestorePlan,
  sides: Map<ModelInUse, number> | null,
  options: CallOptions,
): Promise<UsedModel[]> {
  const used: UsedModel[] = [];
  for (const { channel, model } of models) {
    const loaded = await model.load(options);
    const own = ranges.filter(({ part }) => part.channel === channel);
    used.push({
      channel,
      loaded,
      tile: sides?.get(model) ?? tileSide(loaded.geometry),
      ranges: own.map(({ choice }) => choice),
    });
  }
  return used;
}
