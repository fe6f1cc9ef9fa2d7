import type { ReconstructionApi } from '../contract/reconstruction-api';
import type { ReconstructionThread, ReconstructionThreads } from './strip-threads';

/** So long a thread is kept that has nothing to do: the next strip of a preview or a sweep comes sooner. */
const REST_MS = 20_000;

/**
 * Threads that are used again: one that is stopped with nothing under way rests and takes the next strip, without being
 * started and compiled anew. One that is stopped in the middle of a call, or that failed, ends.
 */
export function restingThreads(threads: ReconstructionThreads, restMs = REST_MS): ReconstructionThreads {
  const resting: { thread: ReconstructionThread; timer: ReturnType<typeof setTimeout> }[] = [];

  const rest = (thread: ReconstructionThread): void => {
    const timer = setTimeout(() => {
      resting.splice(
        resting.findIndex((one) => one.thread === thread),
        1,
      );
      void thread.stop();
    }, restMs);
    timer.unref(); // a process that has nothing else to do ends
    resting.push({ thread, timer });
  };
  const take = (): ReconstructionThread => {
    const rested = resting.pop();
    if (!rested) return threads.start();
    clearTimeout(rested.timer);
    return rested.thread;
  };

  return {
    count: threads.count,
    start() {
      const thread = take();
      let underWay = 0;
      let hasFailed = false;
      const heard =
        <Params extends unknown[], Result>(call: (...params: Params) => Promise<Result>) =>
        async (...params: Params): Promise<Result> => {
          underWay++;
          try {
            return await call(...params);
          } catch (error) {
            hasFailed = true;
            throw error;
          } finally {
            underWay--;
          }
        };
      const { begin, add, endPass, image } = thread.api;
      const api: ReconstructionApi = {
        begin: heard(begin),
        add: heard(add),
        endPass: heard(endPass),
        image: heard(image),
      };
      return {
        api,
        async stop() {
          if (underWay > 0 || hasFailed) await thread.stop();
          else rest(thread);
        },
      };
    },
  };
}
