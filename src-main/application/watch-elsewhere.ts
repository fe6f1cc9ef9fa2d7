import type { RunEvent } from '../contract/app-training';
import type { RunDetail } from '../contract/run';
import { AbortError, throwIfCancelled, type CancelSignal } from '../contract/signal';

/** How often a run that is trained elsewhere is looked at, in ms. */
const LOOK_EVERY_MS = 3000;

/** Tells of a run that another Finescope trains: as it is, and whenever it has changed, until it has ended. */
export async function watchElsewhere(
  read: () => Promise<RunDetail>,
  tell: (event: RunEvent) => void,
  signal: CancelSignal | undefined,
  everyMs: number = LOOK_EVERY_MS,
): Promise<void> {
  let told = '';
  for (;;) {
    throwIfCancelled(signal);
    const detail = await read();
    const { state, epoch, changedAt } = detail.summary;
    const now = [state, epoch, changedAt].join(' ');
    if (now !== told) tell({ kind: 'run', detail, isOurs: false, secondsLeft: null });
    told = now;
    if (state !== 'running' && state !== 'paused') return;
    await pause(everyMs, signal);
  }
}

function pause(ms: number, signal: CancelSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new AbortError());
    });
  });
}
