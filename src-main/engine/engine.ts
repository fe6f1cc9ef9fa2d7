import type { DeviceInfo, Linear, NetworkGeometry, PredictedValues, SelfTest } from '../contract/compute-api';
import {
  InternalError,
  InvalidRequestError,
  ModelDamagedError,
  ModelNotLoadedError,
} from '../contract/errors';
import type { PixelBlock, PixelType, Rectangle } from '../contract/image';
import { networkGeometry } from '../models/geometry';
import type { Network, Weights } from '../models/layers';
import { largestDifference, type ImageBatch } from './image-batch';
import { batchOf, blocksOf } from './predict';
import { ProgramCache, type NetworkWithWeights } from './program-cache';
import type { Runtime } from './runtime';
import { runSelfTest } from './self-test';
import { measureSpeed } from './speed';

/** A stored input with the output it must give, and the largest difference that still counts as equal. */
export interface StoredTest {
  input: ImageBatch;
  output: ImageBatch;
  tolerance: number;
}

/** A model as read from a bundle. */
export interface EngineModel {
  name: string;
  network: Network;
  weights: Weights;
  test: StoredTest | null;
}

/** What `predict` is asked; see `computeApi.predict`. */
export interface PredictRequest {
  model: number;
  tiles: PixelBlock[];
  /** One for each tile. */
  inputs: Linear[];
  /** In output pixels of a tile. */
  keep: Rectangle;
  output: PredictedValues;
  outputType: PixelType;
}

/** Loaded networks on a runtime. Every call ends with as many tensors alive as before it. */
export class Engine {
  readonly #programs: ProgramCache;
  readonly #models = new Map<number, NetworkWithWeights & { name: string; geometry: NetworkGeometry }>();
  /** Numbers begin anywhere, so that one from before a restart is not taken for another model. */
  #lastModel = Math.floor(Math.random() * 2 ** 40);

  constructor(private readonly runtime: Runtime) {
    this.#programs = new ProgramCache(runtime);
  }

  /** What computes. */
  get device(): DeviceInfo {
    return this.runtime.device;
  }

  /** Memory a prediction may use now, in bytes. */
  availableBytes(): number {
    return this.runtime.availableBytes();
  }

  /**
   * Loads a model and repeats its test.
   *
   * @throws ModelDamagedError when the stored output is not what the network gives.
   */
  load({ name, network, weights, test }: EngineModel): { model: number; geometry: NetworkGeometry } {
    const geometry = networkGeometry(network);
    const loaded = { name, network, weights, geometry };
    if (test) {
      try {
        this.#requireRepeats(loaded, test);
      } catch (error) {
        this.#programs.forget(loaded);
        throw error;
      }
    }
    this.#models.set(++this.#lastModel, loaded);
    return { model: this.#lastModel, geometry };
  }

  /** Frees a model. */
  unload(model: number): void {
    this.#programs.forget(this.#model(model));
    this.#models.delete(model);
  }

  /** Predicts a batch of tiles of one size. */
  predict({ model, tiles, inputs, keep, output, outputType }: PredictRequest): PixelBlock[] {
    const loaded = this.#model(model);
    const { width, height } = requireAlike(tiles, inputs);
    requireStep(loaded.name, loaded.geometry, width, height);
    const size = { batch: tiles.length, height, width };
    const answer = this.#programs.run(loaded, batchOf(tiles, inputs), size);
    requireInside(keep, answer.shape);
    return blocksOf(answer, { keep, inputs, output, outputType });
  }

  /** The output of a network that need not be loaded: for a bundle's test, and for tests of our own. */
  evaluate(model: NetworkWithWeights, { shape, values }: ImageBatch): ImageBatch {
    const [batch, height, width] = shape as [number, number, number];
    try {
      return this.#programs.run(model, values, { batch, height, width });
    } finally {
      this.#programs.forget(model);
    }
  }

  /** Runs the stored network on the stored input and compares with PyTorch's numbers. */
  selfTest(): SelfTest {
    return runSelfTest((model, input) => this.evaluate(model, input));
  }

  /** Input pixels per second of DenseED (3,6,3) on `side` x `side` pixels. */
  measureSpeed(side: number): { pixelsPerSecond: number } {
    return measureSpeed(this.#programs, side);
  }

  #requireRepeats(
    loaded: NetworkWithWeights & { name: string },
    { input, output, tolerance }: StoredTest,
  ): void {
    const [batch, height, width] = input.shape as [number, number, number];
    const given = this.#programs.run(loaded, input.values, { batch, height, width });
    const sameShape = given.shape.join() === output.shape.join();
    const difference = sameShape ? largestDifference(given.values, output.values) : Infinity;
    if (difference <= tolerance) return;
    const found = sameShape
      ? `differs by ${difference.toPrecision(3)}, allowed is ${tolerance}`
      : 'has another size';
    throw new ModelDamagedError(
      `The model "${loaded.name}" does not repeat its own test: the output ${found}. Its files are damaged; import or install it again.`,
      { model: loaded.name },
    );
  }

  #model(model: number) {
    const loaded = this.#models.get(model);
    if (loaded) return loaded;
    throw new ModelNotLoadedError(`The process that computes was started afresh; load the model again.`, {
      model,
    });
  }
}

function requireAlike(tiles: PixelBlock[], inputs: Linear[]): { width: number; height: number } {
  const { width, height } = tiles[0]!;
  const alike = tiles.every((tile) => tile.width === width && tile.height === height && tile.samples === 1);
  if (alike && inputs.length === tiles.length) return { width, height };
  throw new InternalError('The tiles of a batch are not of one size and one sample, with a map each.', {
    detail: 'predict',
  });
}

function requireStep(name: string, { sizeStep }: NetworkGeometry, width: number, height: number): void {
  if (width % sizeStep === 0 && height % sizeStep === 0) return;
  throw new InvalidRequestError(
    `${name} takes images whose sides are multiples of ${sizeStep}; this one has ${width} x ${height} pixels.`,
    { parameter: 'size' },
  );
}

function requireInside({ x, y, width, height }: Rectangle, [, rows, columns]: number[]): void {
  if (x + width <= columns! && y + height <= rows!) return;
  throw new InternalError(`The rectangle to keep leaves the output of ${columns} x ${rows} pixels.`, {
    detail: 'predict keep',
  });
}
