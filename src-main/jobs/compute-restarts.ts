import { ModelNotLoadedError, ProcessStoppedError } from '../contract/errors';

/** How often the `compute` process may be started afresh for other jobs' sake before a job gives up. */
export const RESTARTS_FORGIVEN = 20;

/** Whether the `compute` process was started afresh for another's sake: a call of another job was cancelled in it. */
export function wasRestarted(error: unknown): boolean {
  if (error instanceof ModelNotLoadedError) return true;
  return (
    error instanceof ProcessStoppedError &&
    error.fields.process === 'compute' &&
    error.fields.reason === 'stopped'
  );
}

/** What comes of work that has no state in the `compute` process once it is done: begun anew where that was started afresh. */
export async function despiteRestarts<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let restarts = 0; ;) {
    try {
      return await work();
    } catch (error) {
      if (!wasRestarted(error) || ++restarts > RESTARTS_FORGIVEN) throw error;
    }
  }
}
