import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PixelBlock } from '../../../src-main/contract/image';
import { restingThreads } from '../../../src-main/services/resting-threads';
import type { ReconstructionThreads } from '../../../src-main/services/strip-threads';

/** Threads that are counted; a call lasts until it is answered. */
function countedThreads() {
  const counts = { started: 0, stopped: 0 };
  const answers: { answer: () => void; fail: (error: Error) => void }[] = [];
  const under = () =>
    new Promise<never>((resolve, reject) => answers.push({ answer: resolve as () => void, fail: reject }));
  const threads: ReconstructionThreads = {
    count: 2,
    start() {
      counts.started++;
      return {
        api: {
          begin: async () => undefined,
          add: under,
          endPass: async () => undefined,
          image: under as () => Promise<PixelBlock>,
        },
        stop: async () => void counts.stopped++,
      };
    },
  };
  return { counts, answers, threads: restingThreads(threads, 1000) };
}
const FRAMES = { blocks: [], shifts: [], survey: false, phases: null };

describe('threads that reconstruct', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('take the next strip without being started again, and end when none comes', async () => {
    const { counts, threads } = countedThreads();
    const pair = [threads.start(), threads.start()];
    for (const thread of pair) await thread.stop();
    await threads.start().stop();
    expect(counts).toEqual({ started: 2, stopped: 0 });
    await vi.advanceTimersByTimeAsync(1001);
    expect(counts.stopped).toBe(2);
    threads.start();
    expect(counts.started).toBe(3);
  });

  it('end where they are stopped in the middle of a call', async () => {
    const { counts, threads } = countedThreads();
    const thread = threads.start();
    void thread.api.add(FRAMES);
    await thread.stop();
    expect(counts.stopped).toBe(1);
    threads.start();
    expect(counts.started).toBe(2);
  });

  it('end when a call of theirs failed', async () => {
    const { counts, answers, threads } = countedThreads();
    const thread = threads.start();
    const call = thread.api.add(FRAMES);
    answers[0]!.fail(new Error('The thread ended.'));
    await expect(call).rejects.toThrow('The thread ended.');
    await thread.stop();
    expect(counts.stopped).toBe(1);
  });
});
