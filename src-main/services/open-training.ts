import type { DeviceInfo, NetworkGeometry } from '../contract/compute-api';
import type { PreparedData, TrainingDataApi } from '../contract/training-data-api';
import type { RunValues } from '../contract/run';
import type { TrainingConfig } from '../contract/training-config';
import { Engine } from '../engine/engine';
import { openTensorFlow, type TensorFlow } from '../engine/runtime';
import { readBundle } from '../io/model-bundle';
import { networkOf } from '../models/catalog';
import { networkGeometry } from '../models/geometry';
import type { Network } from '../models/layers';
import type { Predict } from '../training/conduct-run';
import type { EvaluateImage } from '../training/held-out';
import { createTrainingProgram } from '../training/program';
import type { ProgramOptions, TrainingProgram } from '../training/training-program';
import { evaluateWhole, evaluationSizes } from '../training/whole-image';
import { requireStepMemory } from './step-memory';

/** The thread that reads training data. */
export interface DataThread {
  readonly api: TrainingDataApi;
  stop(): Promise<void>;
}

/** How a `training` process comes by what it works with. */
export interface TrainingServiceOptions {
  /** Finescope's version, for records. */
  version: string;
  openData: () => DataThread;
}

/** TensorFlow in this process, started by the first call that needs it. */
export class TrainingRuntime {
  #started: TensorFlow | null = null;
  #engine: Engine | null = null;

  /** Throws RuntimeFailedError where TensorFlow cannot be had. */
  get tensorFlow(): TensorFlow {
    return (this.#started ??= openTensorFlow());
  }

  get device(): DeviceInfo {
    return this.tensorFlow.runtime.device;
  }

  /** What predicts with finished weights. */
  get engine(): Engine {
    return (this.#engine ??= new Engine(this.tensorFlow.runtime));
  }
}

/** A network with its layout, before anything was made of it. */
export interface NetworkToTrain {
  network: Network;
  geometry: NetworkGeometry;
}

/** The network of a configuration. Throws InvalidRequestError where it is none. */
export function networkToTrain({ architecture }: TrainingConfig): NetworkToTrain {
  const network = networkOf(architecture);
  return { network, geometry: networkGeometry(network) };
}

/**
 * Finds, checks, splits and measures the data of a configuration.
 *
 * @param values Those of a run that goes on; a new one's are fitted.
 */
export function prepareData(
  { api }: DataThread,
  config: TrainingConfig,
  { geometry }: NetworkToTrain,
  options: Parameters<TrainingDataApi['prepare']>[1],
  values?: RunValues,
): Promise<PreparedData> {
  const { sizeStep, outputScale: scale } = geometry;
  return api.prepare({ config, sizeStep, scale, values }, options);
}

/** A program made for a configuration and its data, and how it answers whole images. */
export interface OpenProgram {
  program: TrainingProgram;
  evaluate: EvaluateImage;
}

/**
 * Compiles the training graph. Throws OutOfMemoryError where a step cannot fit, what createTrainingProgram throws, and
 * readBundle for a perceptual loss.
 */
export async function openProgram(
  { tensorFlow }: TrainingRuntime,
  config: TrainingConfig,
  prepared: PreparedData,
  { network, geometry }: NetworkToTrain,
): Promise<OpenProgram> {
  requireStepMemory(config, network, prepared.side, tensorFlow.runtime.availableBytes());
  const program = createTrainingProgram(tensorFlow.addon, {
    config,
    side: prepared.side,
    evaluationSizes: evaluationSizes(prepared.heldOut, geometry),
    values: prepared,
    perceptual: await perceptualNetworks(config),
  });
  return { program, evaluate: (pair) => evaluateWhole(program, geometry, pair) };
}

/** Answers a model's stored test by the graph that will predict with it. */
export function predictWith(runtime: TrainingRuntime, { network }: NetworkToTrain): Predict {
  return (weights, values, { width, height }) =>
    runtime.engine.evaluate({ network, weights }, { shape: [1, height, width, 1], values }).values;
}

/** The networks that perceptual losses compare by. */
async function perceptualNetworks({
  loss,
}: TrainingConfig): Promise<NonNullable<ProgramOptions['perceptual']>> {
  const networks = new Map<string, { network: Network; weights: Map<string, Float32Array> }>();
  for (const term of loss) {
    if (term.kind !== 'perceptual' || networks.has(term.model)) continue;
    const { record, weights } = await readBundle(term.model);
    networks.set(term.model, { network: networkOf(record.architecture), weights });
  }
  return networks;
}
