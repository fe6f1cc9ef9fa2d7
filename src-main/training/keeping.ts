import { DiskFullError } from '../contract/errors';
import type { RunState } from '../contract/run';
import type { RunClock } from './run-clock';
import type { RunControl } from './run-control';
import type { RunStore } from './run-store';

/** While a disk is full it is tried again by itself: at night nobody is there to say "continue". */
const TRY_AGAIN_MS = 30_000;

/** Tells where a run stands, in its folder and to whoever listens. */
export class RunStanding {
  constructor(
    private readonly store: RunStore,
    private readonly pid: number,
    private readonly tell: (state: RunState, reason: string | null) => void,
  ) {}

  async set(state: RunState, reason: string | null = null): Promise<void> {
    const works = state === 'running' || state === 'paused';
    this.tell(state, reason);
    await this.store.setStatus({ state, pid: works ? this.pid : null, reason });
  }
}

/** What keeping a run needs. */
export interface Keeping {
  standing: RunStanding;
  control: RunControl;
  clock: RunClock;
}

/**
 * Writes into the run's folder. Where the disk is full the run is paused, with the sentence, until there is room or it is
 * ended; nothing is lost meanwhile. `continue` tries at once.
 */
export async function keep<Result>(
  { standing, control, clock }: Keeping,
  write: () => Promise<Result>,
): Promise<Result> {
  for (let isPaused = false; ; isPaused = true) {
    try {
      const result = await write();
      if (isPaused) await standing.set('running');
      return result;
    } catch (error) {
      if (!(error instanceof DiskFullError)) throw error;
      const { heard } = control;
      if (!isPaused)
        await standing.set(
          'paused',
          `${error.message} The run waits and goes on by itself once there is room.`,
        );
      await clock.pause(() => control.wait(heard, TRY_AGAIN_MS));
    }
  }
}
