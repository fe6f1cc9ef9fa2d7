import { powerSaveBlocker } from 'electron';

let blocker: number | null = null;

/** Keeps the computer from sleeping while it computes, its screen may go dark; or lets it sleep again. */
export function keepAwake(isAwake: boolean): void {
  if (isAwake) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
  else if (blocker !== null) {
    powerSaveBlocker.stop(blocker);
    blocker = null;
  }
}
