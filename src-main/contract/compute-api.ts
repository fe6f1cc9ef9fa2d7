import { z } from 'zod';
import type { PixelBlock } from './image';
import type { ModelRecord } from './model';
import { ReconstructionStrip } from './reconstruction';
import { StripFrames, type AddedFrames } from './reconstruction-api';
import { call, type Api } from './rpc';
import { PixelBlockSchema, PixelTypeSchema, RectangleSchema } from './schemas';
import { SimulationConfig } from './simulation';
import { FramesWanted, KnownWanted, type SimulatedFrames } from './simulation-api';

/** Where the numbers are computed, in words a person and a provenance record can use. */
export interface DeviceInfo {
  /** "TensorFlow 2.21.0" or "WASM (tfjs 4.22.0)". */
  runtime: string;
  kind: 'gpu' | 'cpu' | 'wasm';
  /** "NVIDIA H200" or the processor's name. */
  device: string;
  threads: number;
  /** Whether oneDNN kernels are on (CPU only). */
  oneDnn: boolean;
  /** A sentence when this is not the device one would expect, e.g. a GPU that could not be used. */
  fallback: string | null;
}

/** What tiling has to know about a network; every number is computed from its layers. */
export interface NetworkGeometry {
  /** Sides of the input must be multiples of this. */
  sizeStep: number;
  /** Output pixels per input pixel along each side. */
  outputScale: number;
  /** Neighbouring input pixels that can influence an output pixel, on every side. */
  halo: number;
  receptiveField: number;
  /** Memory that predicting takes, per input pixel of a tile, in bytes (estimated from the feature maps). */
  bytesPerPixel: number;
}

/** A loaded model. */
export interface LoadedModel {
  model: number;
  record: ModelRecord;
  /** SHA-256 over the bundle's weights: what provenance names. */
  checksum: string;
  geometry: NetworkGeometry;
}

/** Resolved normalisation: network value = stored value * scale + offset. */
export const LinearSchema = z.strictObject({ scale: z.number(), offset: z.number() });
export type Linear = z.infer<typeof LinearSchema>;

/**
 * How values leave a network. `stored`: by the inverse of the map that they entered by, rounded and clipped for integer
 * types, never for float. `network`: as the network gives them. `sum`: the sum of all tiles as the network gives them,
 * negative values of each taken as 0, in one block (Deep-STORM's recovery, Nehme 2018).
 */
export const PredictedValues = z.enum(['stored', 'network', 'sum']);
export type PredictedValues = z.infer<typeof PredictedValues>;

/** Result of `selfTest`: a stored network on a stored input against stored numbers. */
export interface SelfTest {
  passed: boolean;
  largestDifference: number;
  tolerance: number;
}

const strip = z.int().min(1);

/** The calls of a `compute` process. It owns the runtime, the loaded networks and the threads that reconstruct. */
export const computeApi = {
  /** Starts the runtime (once) and says what computes. */
  device: call(z.strictObject({})).returns<DeviceInfo>(),
  /** Memory a prediction may use now, in bytes: of the device that computes, a safe part of what is free. */
  memory: call(z.strictObject({})).returns<{ availableBytes: number }>(),
  /** Loads a bundle, checks its checksum and repeats its test. One that is still loaded is loaded already. */
  loadModel: call(z.strictObject({ path: z.string().min(1) })).returns<LoadedModel>(),
  /** Gives a loaded model back, once for each time it was loaded; a few stay loaded for whoever loads them next. */
  unloadModel: call(z.strictObject({ model: z.int().min(1) })).returns<void>(),
  /**
   * Predicts a batch of tiles of one size (one sample each). `keep` is the rectangle of the output that is wanted.
   * The values of each tile enter by its own map of `inputs`.
   */
  predict: call(
    z.strictObject({
      model: z.int().min(1),
      tiles: z.array(PixelBlockSchema).min(1),
      inputs: z.array(LinearSchema).min(1),
      keep: RectangleSchema,
      output: PredictedValues,
      outputType: PixelTypeSchema,
    }),
  ).returns<PixelBlock[]>(),
  /** Computes the test output of a bundle draft and stores it in the bundle. */
  completeBundle: call(z.strictObject({ path: z.string().min(1) })).returns<ModelRecord>(),
  /** Runs the stored self-test. */
  selfTest: call(z.strictObject({})).returns<SelfTest>(),
  /** Begins to reconstruct (SRRF, eSRRF) a part of an image, on threads of their own. */
  beginStrip: call(ReconstructionStrip).returns<{ strip: number }>(),
  /** Reconstructs the next frames of a strip. */
  addFrames: call(StripFrames.extend({ strip })).returns<AddedFrames>(),
  /** All frames of a strip were given once. */
  endPass: call(z.strictObject({ strip })).returns<void>(),
  /** What all frames became together, after the last pass. */
  stripImage: call(z.strictObject({ strip })).returns<PixelBlock>(),
  /** Ends a strip and its threads, however far it came. */
  endStrip: call(z.strictObject({ strip })).returns<void>(),
  /** The next frames of a simulated field, or any others. Throws InvalidRequestError for what cannot be simulated. */
  simulateFrames: call(FramesWanted).returns<SimulatedFrames>(),
  /** What is known of a simulated field, as an image. */
  simulateKnown: call(KnownWanted).returns<PixelBlock>(),
  /** How a simulated field drifts: a table (CSV). */
  simulateDrift: call(z.strictObject({ config: SimulationConfig, field: z.int().min(0) })).returns<string>(),
  /** Measured speed of DenseED (3,6,3) on a square of `side` pixels, in input pixels per second (median of runs). */
  measureSpeed: call(z.strictObject({ side: z.int().min(16).max(4096) })).returns<{
    pixelsPerSecond: number;
  }>(),
};

export type ComputeApi = Api<typeof computeApi>;
