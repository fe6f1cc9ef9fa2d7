import type { TrainingConfig } from '../contract/training-config';
import type { Network, Weights } from '../models/layers';

/** Patches of one step: [batch, side, side, 1] input and [batch, side * scale, side * scale, 1] target, network values. */
export interface Batch {
  input: Float32Array;
  target: Float32Array;
}

/** Width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** What a step needs beside its batch. */
export interface StepSettings {
  /** Steps done before this one plus one: Adam's t, and with the seed the key of everything random. */
  step: number;
  /** Factor of both optimisers' learning rates: the schedule. 1 is the configured rate. */
  rateFactor: number;
}

/** What a step tells. */
export interface StepResult {
  /** The generator's whole loss before the update, and its terms before their weights, by name ("mse", "adversarial"). */
  loss: number;
  terms: Record<string, number>;
  /** Root of the mean squared difference of prediction and target, network units. */
  rmse: number;
  /** The discriminator's loss; null where there is none. */
  discriminator: number | null;
  /** Norm of the generator's whole gradient, before clipping. */
  gradientNorm: number;
}

/** Everything that a step changes, by name: weights, running statistics and Adam's moments of each network. */
export type ProgramState = ReadonlyMap<string, Float32Array>;

/**
 * A network being trained: forward, backward and update compiled to one TensorFlow graph with its variables. Calls are
 * synchronous: one step is one run of the session.
 */
export interface TrainingProgram {
  /** One step: discriminator (where there is one) and generator. Throws RuntimeFailedError, OutOfMemoryError. */
  step(batch: Batch, settings: StepSettings): StepResult;
  /**
   * The prediction for one image of one of the evaluation sizes, with running statistics and without dropout, network
   * values; and the content loss (all terms but the adversarial one) of it against `target`. `whole-image.ts` evaluates
   * images of any size. Throws InternalError for another size.
   */
  evaluate(pair: Batch, size: Size): { prediction: Float32Array; loss: number };
  /** A copy of the whole state. */
  state(): ProgramState;
  /** Puts a state back, bit by bit. Throws InternalError where it is another network's. */
  restore(state: ProgramState): void;
  /** The generator's weights and running statistics, by tensor name, as bundles keep them. */
  weights(): Weights;
  dispose(): void;
}

/** What a program is made for. */
export interface ProgramOptions {
  config: TrainingConfig;
  /** Side of the input patches. */
  side: number;
  /** Input sizes that `evaluate` is to take: few, multiples of the size step. */
  evaluationSizes: Size[];
  /** Network value of a stored 0 and span of the target's values in network units: what SSIM's constants refer to. */
  values: ValueScale;
  /** For the `perceptual` loss: the user's network, by the path that the configuration names. */
  perceptual?: ReadonlyMap<string, { network: Network; weights: Weights }>;
}

/** How network values of the target lie: `network value = (stored value of range 1) * range + zero`. */
export interface ValueScale {
  zero: number;
  range: number;
}
