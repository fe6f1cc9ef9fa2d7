import { InternalError } from '../contract/errors';
import type { PixelBlock } from '../contract/image';
import type { ReconstructionStrip } from '../contract/reconstruction';
import type { AddedFrames, ReconstructionApi, StripFrames } from '../contract/reconstruction-api';
import { AbortError, throwIfCancelled, type CallOptions } from '../contract/signal';
import { joinPhaseSums } from '../imaging/macro-pixels';
import { divideStrip, rowsOf, stackRows } from '../reconstruction/part-strip';

/** A thread that reconstructs; it ends with `stop`. */
export interface ReconstructionThread {
  readonly api: ReconstructionApi;
  stop(): Promise<void>;
}

/** Starts threads that reconstruct, so many at the same time. */
export interface ReconstructionThreads {
  readonly count: number;
  start(): ReconstructionThread;
}

/** A strip that several threads reconstruct, each some of its rows. */
export class StripThreads {
  readonly #parts: { strip: ReconstructionStrip; thread: ReconstructionThread }[];

  private constructor(
    private readonly strip: ReconstructionStrip,
    threads: ReconstructionThread[],
    parts: ReconstructionStrip[],
  ) {
    this.#parts = parts.map((part, n) => ({ strip: part, thread: threads[n]! }));
  }

  /** Starts the threads and begins. Where it is cancelled meanwhile, the threads end. */
  static async begin(
    strip: ReconstructionStrip,
    threads: ReconstructionThreads,
    { signal }: CallOptions = {},
  ): Promise<StripThreads> {
    const parts = divideStrip(strip, threads.count);
    const running = new StripThreads(
      strip,
      parts.map(() => threads.start()),
      parts,
    );
    try {
      const begun = Promise.all(running.#parts.map(({ strip: part, thread }) => thread.api.begin(part)));
      await unlessCancelled(begun, signal);
      return running;
    } catch (error) {
      await running.stop();
      throw error;
    }
  }

  /** Gives every thread its rows of the frames. A call that is cancelled is not waited for: the strip is to be stopped. */
  async add(frames: StripFrames, { signal }: CallOptions): Promise<AddedFrames> {
    for (const { width, height } of frames.blocks) {
      const { block } = this.strip;
      if (width !== block.width || height !== block.height)
        throw new InternalError('A frame has another size than its strip.', { detail: 'reconstruction' });
    }
    throwIfCancelled(signal);
    const working = Promise.all(
      this.#parts.map(({ strip, thread }) =>
        thread.api.add({
          ...frames,
          blocks: frames.blocks.map((block) => rowsOf(block, this.strip.block, strip.block)),
        }),
      ),
    );
    const added = await unlessCancelled(working, signal);
    const [first] = added as [AddedFrames];
    return {
      images: first.images.map((_, n) => stackRows(added.map(({ images }) => images[n]!))),
      phases: first.phases.map((_, n) => joinPhaseSums(added.map(({ phases }) => phases[n]!))),
    };
  }

  async endPass(): Promise<void> {
    await Promise.all(this.#parts.map(({ thread }) => thread.api.endPass({})));
  }

  async image(): Promise<PixelBlock> {
    return stackRows(await Promise.all(this.#parts.map(({ thread }) => thread.api.image({}))));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#parts.map(({ thread }) => thread.stop()));
  }
}

/** What comes of `work`, or at once an AbortError when it is cancelled; the work itself goes on until its thread is stopped. */
function unlessCancelled<Result>(work: Promise<Result>, signal: CallOptions['signal']): Promise<Result> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const cancel = () => reject(new AbortError());
    signal.addEventListener('abort', cancel);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}
