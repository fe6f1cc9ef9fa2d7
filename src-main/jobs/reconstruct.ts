import { ProcessStoppedError } from '../contract/errors';
import type { CreatedImage, FilesApi, Provenance } from '../contract/files-api';
import type { Calibration, PixelBlock, Rectangle } from '../contract/image';
import { METHOD_NAMES, type FrameShift } from '../contract/reconstruction';
import { isAbort, throwIfCancelled, type CallOptions } from '../contract/signal';
import { binned } from '../imaging/binning';
import { shiftsOf } from './drift';
import { discardWritten } from './discard-written';
import { fileName, planOutputs } from './output-names';
import { planReconstruction, type ReconstructionPlan } from './reconstruction-plan';
import type { OneReconstruction, ReconstructionRequest } from './reconstruction-request';
import { noticesOf, type ResultListener, type ResultObserver } from './result-observer';
import { passesOver, runWindow } from './run-strips';
import type { Session } from './session';
import { Survey, type Checksum } from './survey';

/** A reconstruction that was written. */
export interface Reconstructed {
  input: string;
  output: string;
  shape: number[];
  axes: string;
  pixelSizeUm: Calibration['pixelSizeUm'];
  /** Frames that most planes are made of. */
  framesPerImage: number;
  seconds: number;
}

/** What a batch came to: results, and a sentence for each stack that could not be done. */
export interface ReconstructResult {
  results: Reconstructed[];
  failures: { input: string; reason: string }[];
}

/** What travels beside the work. */
export interface ReconstructOptions extends CallOptions {
  observer?: ResultObserver | undefined;
}

/** Reconstructs stacks by SRRF or eSRRF, one after another. A bad stack is reported and the batch goes on. */
export async function reconstruct(
  session: Session,
  request: ReconstructionRequest,
  options: ReconstructOptions,
): Promise<ReconstructResult> {
  const outputs = planOutputs(request.input, request.out);
  const results: Reconstructed[] = [];
  const failures: ReconstructResult['failures'] = [];
  for (const one of outputs) {
    throwIfCancelled(options.signal);
    try {
      results.push(await reconstructStack(session, { ...request, ...one }, options));
    } catch (error) {
      if (isAbort(error) || !(error instanceof Error) || outputs.length === 1) throw error;
      failures.push({ input: one.input, reason: error.message });
    }
  }
  return { results, failures };
}

/** Reconstructs one stack, streaming, and writes the result as float32. */
async function reconstructStack(
  session: Session,
  request: OneReconstruction,
  { observer, ...options }: ReconstructOptions,
): Promise<Reconstructed> {
  const { restored, listener } = await session.withFiles((files) =>
    reconstructWith(session, files, request, { observer, ...options }),
  );
  await listener.finished?.({
    ...restored,
    pixelType: 'float32',
    model: METHOD_NAMES[request.params.method],
    summedFrames: null,
  });
  const { outputScale: _, ...written } = restored;
  return written;
}

async function reconstructWith(
  session: Session,
  files: FilesApi,
  asked: OneReconstruction,
  { observer, ...options }: ReconstructOptions,
): Promise<{ restored: Reconstructed & { outputScale: number }; listener: ResultListener }> {
  const { input, output, params } = asked;
  const { signal, onProgress } = options;
  const startedAt = new Date();
  const notice = noticesOf(session, observer);
  const request = {
    ...asked,
    shifts: asked.shifts ?? (await estimatedShifts(files, asked, notice, options)),
  };
  const plan = await planReconstruction(files, request, notice, options);
  const { result, region, outputScale, framesPerImage, windows, source } = plan;
  const facts = { version: session.version, request, plan, created: startedAt };
  const survey = new Survey((call) => files.checksum({ path: input }, call), options);

  let created: CreatedImage | null = null;
  let listener: ResultListener = {};
  try {
    const begun = recordOf({ ...facts, checksum: null });
    created = await files.createImage({ path: output, info: result, provenance: begun }, options);
    const sink = created.handle;
    if (observer) {
      listener = await observer.begun({
        output,
        info: result,
        region,
        outputScale,
        hasOwnValues: true,
        summedFrames: null,
        method: params.method,
        models: [METHOD_NAMES[params.method]],
        files,
        sink,
      });
    }
    const take = async (image: PixelBlock, plane: number, area: Rectangle): Promise<void> => {
      const block = request.grid === 'input' ? onInputGrid(image, params.magnification) : image;
      const at = { x: (area.x - region.x) * outputScale, y: (area.y - region.y) * outputScale };
      const place = { ...at, width: block.width, height: block.height };
      await files.writeRegion({ handle: sink, region: { plane, ...place }, block }, { signal });
      listener.tileDone?.(plane, place);
      survey.goOn();
    };
    const total = windows.reduce(
      (sum, window) => sum + window.planes.length * passesOver({ params, plan }, window),
      0,
    );
    let done = 0;
    const computed = (frames: number): void => {
      done += frames;
      onProgress?.({ done, total, unit: 'frames', activity: fileName(input) });
    };
    for (const window of windows)
      await runWindow({ session, files, plan, params, take, computed }, window, signal);
    const provenance = recordOf({ ...facts, checksum: await survey.result() });
    await files.closeImage({ handle: source.handle });
    await files.finishImage({ handle: sink, provenance }, options); // last: after it nothing may fail any more
  } catch (error) {
    if (created || error instanceof ProcessStoppedError)
      await discardWritten(session, files, created, output);
    listener.givenUp?.();
    throw error;
  }
  const { pixelSizeUm } = result.calibration;
  const seconds = (Date.now() - startedAt.getTime()) / 1000;
  const { shape, axes } = created;
  return {
    restored: { input, output, shape, axes, pixelSizeUm, framesPerImage, seconds, outputScale },
    listener,
  };
}

/** Where the frames lie, as far as that is to be corrected: looked at in the first of the chosen channels and z slices. */
function estimatedShifts(
  files: FilesApi,
  { input, series, frames, channels, zSlices, drift = { kind: 'none' } }: OneReconstruction,
  notice: (sentence: string) => void,
  options: CallOptions,
): Promise<FrameShift[] | undefined> {
  const part = { path: input, series: series - 1, frames, channel: channels?.[0], zSlice: zSlices?.[0] };
  return shiftsOf(files, drift, part, notice, options);
}

/** Means over each input pixel: the sample stays where it is. */
function onInputGrid({ data, width, height, ...rest }: PixelBlock, m: number): PixelBlock {
  return {
    ...rest,
    width: width / m,
    height: height / m,
    data: Float32Array.from(binned(data, width, m)),
  };
}

interface Recorded {
  version: string;
  request: OneReconstruction;
  plan: ReconstructionPlan;
  created: Date;
  checksum: Checksum | null;
}

/** The record that is kept inside the result. */
function recordOf({ version, request, plan, created, checksum }: Recorded): Provenance {
  const { params, region, frames, channels, zSlices, series, grid, shifts } = request;
  return {
    finescope: version,
    created: created.toISOString(),
    command: params.method,
    input: { file: fileName(request.input), series, ...checksum },
    selection: JSON.parse(JSON.stringify({ region, frames, channels, zSlices })),
    parameters: { ...params },
    grid,
    framesPerImage: plan.framesPerImage,
    drift: shifts ? shifts.map(({ x, y }) => [x, y]) : null,
  };
}
