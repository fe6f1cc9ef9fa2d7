import { InternalError } from '../contract/errors';
import compiled from './kernels/loops?assemblyscript';

/** What `kernels/loops.ts` exports: see the comments there. Pointers are byte offsets. */
interface Kernel {
  combine(
    a: number,
    b: number,
    c: number,
    d: number,
    ...weightsOutAndCount: [w0: number, w1: number, w2: number, w3: number, out: number, count: number]
  ): void;
  ringRow(
    rings: number,
    points: number,
    columns: number,
    phases: number,
    row: number,
    second: number,
    stride: number,
    ...rest: [k: number, height: number, alongX: number, alongY: number, sum: number, width: number]
  ): void;
  convergence(samples: number, length: number, row: number, second: number, out: number, count: number): void;
}

/** Bytes of a page of WebAssembly's memory. */
const PAGE = 65_536;
/** Values that the kernels may read or write beyond an array's end. */
const SLACK = 16;

let module: WebAssembly.Module | null = null;

/** An array that the kernels can reach: `pointer` is where it begins. */
export interface Reachable<Values> {
  values: Values;
  pointer: number;
}

/** The compiled inner loops with a memory of their own, whose size is settled in the beginning. All of it is 0 at first. */
export class Loops {
  readonly kernel: Kernel;
  readonly #memory: WebAssembly.Memory;
  #next = SLACK * 4; // nothing begins at 0, and what is read before an array is memory

  /** @param arrays Lengths of all arrays that will be made, in values of 4 bytes. */
  constructor(arrays: readonly number[]) {
    const values = arrays.reduce((sum, length) => sum + length + 2 * SLACK, 2 * SLACK);
    const pages = Math.ceil((values * 4) / PAGE);
    this.#memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    module ??= new WebAssembly.Module(compiled);
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.kernel = exports as unknown as Kernel;
  }

  /** Throws {@link InternalError} where more is made than was told. */
  floats(length: number): Reachable<Float32Array> {
    const pointer = this.#take(length);
    return { pointer, values: new Float32Array(this.#memory.buffer, pointer, length) };
  }

  /** {@link floats}, and the same memory as integers. */
  table(length: number): Reachable<Float32Array> & { integers: Int32Array } {
    const { pointer, values } = this.floats(length);
    return { pointer, values, integers: new Int32Array(this.#memory.buffer, pointer, length) };
  }

  #take(length: number): number {
    const pointer = this.#next;
    this.#next += (length + SLACK) * 4;
    if (this.#next > this.#memory.buffer.byteLength)
      throw new InternalError('More memory was taken than was asked for.', { detail: 'reconstruction' });
    return pointer;
  }
}
