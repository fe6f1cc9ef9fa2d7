import { isOutOfMemory, OutOfMemoryError, ProcessStoppedError } from '../contract/errors';
import type { CallOptions } from '../contract/signal';
import { smallestTileSide } from '../imaging/tiling';
import { RESTARTS_FORGIVEN, wasRestarted } from './compute-restarts';
import type { ModelInUse } from './models';
import type { Session } from './session';
import type { TileOptions } from './tile-plan';
import type { Working } from './tile-size';

/** A `compute` process that ends without a word may have been short of memory; more often than this it was not. */
const CRASHES_FORGIVEN = 2;

/**
 * What tiles are computed, and together how many, as memory allows: it starts the `compute` process afresh where that
 * ran out of memory or ended, with tiles of half the side.
 */
export class ComputeRecovery {
  /** The largest side of a tile, for each model. */
  readonly sides = new Map<ModelInUse, number>();
  /** Memory that tiles computed together may take, in bytes. */
  batchBytes: number;
  #crashes = 0;
  #restarts = 0;

  private constructor(
    private readonly session: Session,
    private readonly notice: (sentence: string) => void,
    private readonly options: Pick<TileOptions, 'slices' | 'batchBytes'>,
  ) {
    this.batchBytes = options.batchBytes;
  }

  /** Begins with the sides that the options want. */
  static async begin(
    { session, notice }: { session: Session; notice: (sentence: string) => void },
    models: Iterable<ModelInUse>,
    options: Pick<TileOptions, 'slices' | 'batchBytes' | 'tileSide'>,
    signal: CallOptions['signal'],
  ): Promise<ComputeRecovery> {
    const recovery = new ComputeRecovery(session, notice, options);
    for (const model of new Set(models)) {
      recovery.sides.set(model, options.tileSide((await model.load({ signal })).geometry));
    }
    return recovery;
  }

  /**
   * Makes it possible to go on after `error`: the models are loaded again, and the sides may be smaller. `working` is
   * what was computed; null where it failed before.
   *
   * @throws `error` where the work cannot go on; OutOfMemoryError when even the smallest tile does not fit.
   */
  async recover(error: unknown, working: Working | null, signal: CallOptions['signal']): Promise<void> {
    if (wasRestarted(error) && ++this.#restarts <= RESTARTS_FORGIVEN) return this.#loadAgain(signal);
    if (!isOutOfMemory(error) || working === null) throw error;
    if (error instanceof ProcessStoppedError) {
      if (error.fields.process !== 'compute' || ++this.#crashes > CRASHES_FORGIVEN) throw error;
    }
    await this.session.restartCompute();
    await this.#loadAgain(signal);
    const { model, bytes, tiles } = working;
    const { geometry } = await model.load({ signal });
    const side = this.sides.get(model)!;
    const half = Math.floor(side / 2 / geometry.sizeStep) * geometry.sizeStep;
    const canHalve = this.options.slices === undefined && half >= smallestTileSide(geometry);
    if (!canHalve && tiles === 1 && error instanceof OutOfMemoryError) throw tooLarge(error, side);
    this.batchBytes = Math.min(this.batchBytes, bytes / 4);
    if (canHalve) this.sides.set(model, half);
    this.notice(goingOn(error as Error, canHalve ? { side, half } : null));
  }

  async #loadAgain(signal: CallOptions['signal']): Promise<void> {
    for (const model of this.sides.keys()) model.forget();
    for (const model of this.sides.keys()) await model.load({ signal });
  }
}

/** What a person is told when the work goes on after the `compute` process was started afresh. */
function goingOn(error: Error, smaller: { side: number; half: number } | null): string {
  const what =
    error instanceof OutOfMemoryError
      ? error.message
      : 'The process that computes ended unexpectedly and was started again.';
  return smaller === null
    ? `${what} Going on.`
    : `${what} Going on with tiles of ${smaller.half} pixels instead of ${smaller.side}.`;
}

function tooLarge(cause: unknown, side: number): Error {
  return new OutOfMemoryError(
    `There is not enough memory to compute a tile of ${side} x ${side} pixels. Close other programs, or choose a smaller network.`,
    { what: `tile of ${side} pixels` },
    { cause },
  );
}
