import type { CallOptions, Progress } from '../contract/signal';
import type { TrainingEvent } from '../contract/training-api';
import type { Session } from './session';
import { TrainingProgress } from './training-progress';

/**
 * Tells a person what a run tells: steps as progress, and in sentences what is to be known of it and why it waits; each
 * sentence begins with the run's place among several, where one is given.
 */
export function tellTraining(
  session: Pick<Session, 'notify'>,
  { onProgress }: CallOptions,
  place?: string,
): (event: TrainingEvent) => void {
  const progress = new TrainingProgress();
  const say = (sentence: string) => session.notify(place === undefined ? sentence : `${place}: ${sentence}`);
  return (event) => {
    if (event.kind === 'notice') say(event.sentence);
    if (event.kind === 'state' && event.state === 'paused' && event.reason !== null) say(event.reason);
    const step = progress.after(event);
    if (step) onProgress?.(step);
  };
}

/** The same options; what is being done is told with its place among several. */
export function placed({ signal, onProgress }: CallOptions, place: string): CallOptions {
  return {
    ...(signal && { signal }),
    onProgress: (progress: Progress) =>
      onProgress?.({ ...progress, activity: [place, progress.activity].filter(Boolean).join(', ') }),
  };
}
