import { InternalError, OutOfMemoryError, RuntimeFailedError } from '../contract/errors';
import type { Network, Weights } from '../models/layers';
import { bytesPerPixel } from '../models/memory';
import { compileNetwork, type InputSize } from './compile';
import type { ImageBatch } from './image-batch';
import { isMemoryFailure } from './memory-failure';
import type { Runtime } from './runtime';
import type { Program } from './session';

/** A network and its weights: what programs are compiled from. */
export interface NetworkWithWeights {
  network: Network;
  weights: Weights;
}

/** Programs kept at most. A tile planner yields at most four shapes an image. */
const PROGRAMS = 6;

interface Entry {
  model: NetworkWithWeights;
  shape: number[];
  program: Program;
}

/**
 * Runs networks, compiling each once per input size. At most six programs are kept; the one unused longest is freed.
 *
 * A failed run leaves tensors behind in the addon, so it is the end of the process: every later run fails with a
 * {@link RuntimeFailedError} until the process is started afresh.
 */
export class ProgramCache {
  /** In order of use, the latest last. */
  readonly #entries = new Map<string, Entry>();
  readonly #numbers = new WeakMap<NetworkWithWeights, number>();
  #lastNumber = 0;
  #spent: string | null = null;

  constructor(private readonly runtime: Runtime) {}

  /** Programs held. */
  get size(): number {
    return this.#entries.size;
  }

  /**
   * Runs `model` on `values` of shape [batch, height, width, input features].
   *
   * @throws OutOfMemoryError when the memory does not suffice, RuntimeFailedError for any other failure.
   */
  run(model: NetworkWithWeights, values: Float32Array, size: InputSize): ImageBatch {
    if (this.#spent) {
      throw new RuntimeFailedError(
        `${this.runtime.device.runtime} failed before (${this.#spent}) and has to be started afresh.`,
        { runtime: this.runtime.device.runtime },
      );
    }
    try {
      const { program, shape } = this.#entry(model, size);
      return { values: program.run(values), shape };
    } catch (error) {
      throw this.#failure(error, size);
    }
  }

  /** Frees the programs of `model`. */
  forget(model: NetworkWithWeights): void {
    for (const [key, entry] of this.#entries) {
      if (entry.model !== model) continue;
      entry.program.dispose();
      this.#entries.delete(key);
    }
  }

  #entry(model: NetworkWithWeights, size: InputSize): Entry {
    const key = `${this.#number(model)}:${size.batch}x${size.height}x${size.width}`;
    const entry = this.#entries.get(key) ?? this.#compile(model, size);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > PROGRAMS) {
      const [oldest, { program }] = this.#entries.entries().next().value!;
      program.dispose();
      this.#entries.delete(oldest);
    }
    return entry;
  }

  #compile(model: NetworkWithWeights, size: InputSize): Entry {
    const needed = bytesPerPixel(model.network) * size.batch * size.height * size.width;
    if (needed > this.runtime.mostBytes) throw outOfMemory(size);
    const compiled = compileNetwork(model.network, model.weights, size);
    return { model, shape: compiled.output.shape, program: this.runtime.open(compiled) };
  }

  #number(model: NetworkWithWeights): number {
    const number = this.#numbers.get(model) ?? ++this.#lastNumber;
    this.#numbers.set(model, number);
    return number;
  }

  #failure(error: unknown, size: InputSize): Error {
    if (error instanceof InternalError || error instanceof OutOfMemoryError) return error;
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    this.#spent = detail.split('\n').find((line) => line.trim()) ?? 'no message';
    if (isMemoryFailure(detail)) return outOfMemory(size, error);
    const { runtime } = this.runtime.device;
    return new RuntimeFailedError(
      `${runtime} could not compute the network (${this.#spent}). Start the command again; if it fails again, please report it.`,
      { runtime },
      { cause: error },
    );
  }
}

function outOfMemory({ batch, width, height }: InputSize, cause?: unknown): OutOfMemoryError {
  const what = `${batch === 1 ? '' : `${batch} times `}${width} x ${height} pixels at once`;
  return new OutOfMemoryError(`There is not enough memory to compute ${what}.`, { what }, { cause });
}
