import type { CallOptions } from '../../contract/signal';
import type { RunValues } from '../../contract/run';
import type { TrainingConfig } from '../../contract/training-config';
import type { PatchBatch, PreparedData, WholePair } from '../../contract/training-data-api';
import { BatchMaker, type TrainingFrame } from './batch-maker';
import { EpochPlan } from './epoch-plan';
import { evenlySpread, type Part } from './fields';
import { fingerprintOf } from './fingerprint';
import { HeldOutImages, type HeldOutField } from './held-out-images';
import { inspectData, type DataTools, type Inspection } from './inspect';
import { fittedNormalisation, mapsOfField } from './normalise-fields';
import { bestRescaling, targetScale, type MappedFacts } from './value-scale';

/** The data of a run, ready to be trained on. */
export interface TrainingData {
  prepared: PreparedData;
  /** The batch of a step (from 0) of an epoch (from 1). Throws what reading throws. */
  batch(epoch: number, step: number): Promise<PatchBatch>;
  /** A held-out image by its place in the list of `prepared`. */
  heldOut(index: number): Promise<WholePair>;
}

/**
 * Finds, checks, splits and measures the data of a run, in one pass over all frames. Throws InvalidRequestError with the
 * sentence of the first error, FileNotReadableError where the data are not there.
 *
 * @param given The network's scale, what sides have to be multiples of, and the values of a run that goes on.
 */
export async function prepareTrainingData(
  config: TrainingConfig,
  { values: begun, ...network }: { sizeStep: number; scale: number; values?: RunValues | undefined },
  tools: DataTools,
  options: CallOptions,
): Promise<TrainingData> {
  const inspection = await inspectData({ ...config, ...network }, tools, true, options);
  const { set, facts, side, parts, report } = inspection;
  const of = (part: Part) => facts.filter(({ field }) => parts.get(field.name) === part);
  const normalisation = begun?.normalisation ?? fittedNormalisation(config.normalisation, of('train'));
  const values = { normalisation, density: set.density };

  const frames: TrainingFrame[] = [];
  const mapped: MappedFacts[] = [];
  for (const one of of('train')) {
    const maps = await mapsOfField(one, values, tools.store, options);
    for (const [i, frame] of one.field.frames.entries()) {
      const { width, height } = one.field;
      frames.push({ frame, maps: maps[i]!, width, height });
      mapped.push({ facts: one.frames[i]!, maps: maps[i]! });
    }
  }
  const held: HeldOutField[] = [];
  for (const { field, ...rest } of of('validation')) {
    const maps = await mapsOfField({ field, ...rest }, values, tools.store, options);
    held.push({ field, maps, frames: evenlySpread(field.frames.length, config.split.validationFrames) });
  }
  const plan = new EpochPlan(frames, { ...config.patches, side }, config.batch, config.seed);
  const batches = new BatchMaker(frames, plan, { config, side, set, store: tools.store });
  const images = new HeldOutImages(held, { ...network, store: tools.store });
  return {
    prepared: {
      report,
      run: {
        ...splitOf(inspection),
        frames: frames.length,
        stepsPerEpoch: plan.stepsPerEpoch,
        inputSize: { width: frames[0]!.width, height: frames[0]!.height },
        outputScale: set.scale,
        fingerprint: await fingerprintOf(set.files, tools.files),
      },
      side,
      ...(begun ?? { normalisation, ...targetScale(normalisation, set.density, mapped) }),
      rescaling: bestRescaling(mapped),
      heldOut: images.list,
    },
    batch: (epoch, step) => batches.make(epoch, step),
    heldOut: (index) => images.read(index),
  };
}

function splitOf({ set, parts }: Inspection): Record<'train' | 'validation' | 'test', string[]> {
  const of = (part: Part) =>
    set.fields.filter(({ name }) => parts.get(name) === part).map(({ name }) => name);
  return { train: of('train'), validation: of('validation'), test: of('test') };
}
