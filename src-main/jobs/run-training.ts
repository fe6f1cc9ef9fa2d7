import type { RunDetail, Scores } from '../contract/run';
import { AbortError, isAbort, type CallOptions } from '../contract/signal';
import type { TrainingEvent } from '../contract/training-api';
import { chooseTraining, type TrainingChoice } from './choose-training';
import type { Session } from './session';
import { tellTraining } from './tell-training';
import { readRun, resumeTraining, train, type TrainedRun, type TrainingObserver } from './train';

/** A run as a terminal tells of it: its outcome, and what its scores stand beside. */
export interface ReportedRun extends TrainedRun {
  name: string;
  epochs: number;
  /** Fields trained on, and held out. */
  fields: number;
  heldOut: number;
  baselines: RunDetail['record']['baselines'];
  scores: Scores | null;
}

/** Trains what a person chose on the command line. Cancelled, it says what is kept and how to go on. */
export async function trainChosen(
  session: Session,
  choice: TrainingChoice & { install: boolean },
  options: CallOptions,
): Promise<ReportedRun> {
  const config = await chooseTraining(session, choice, options);
  const request = { config, run: choice.out, install: choice.install };
  return reported(session, choice.out, options, (observer) => train(session, request, observer, options));
}

/** Goes on with a run, as {@link trainChosen} tells of it. */
export function resumeChosen(
  session: Session,
  request: { run: string; epochs?: number | undefined; install: boolean },
  options: CallOptions,
): Promise<ReportedRun> {
  return reported(session, request.run, options, (observer) =>
    resumeTraining(session, request, observer, options),
  );
}

async function reported(
  session: Session,
  run: string,
  options: CallOptions,
  work: (observer: TrainingObserver) => Promise<TrainedRun>,
): Promise<ReportedRun> {
  const tell = tellTraining(session, options);
  let last: { epoch: number; epochs: number } | null = null;
  const event = (told: TrainingEvent): void => {
    if (told.kind === 'begun')
      last = { epoch: told.detail.history.length, epochs: told.detail.record.config.epochs };
    if (told.kind === 'epoch') last = { ...last!, epoch: told.record.epoch };
    tell(told);
  };
  const outcome = await work({ event }).catch((error: unknown) => {
    if (!isAbort(error) || last === null) throw error;
    const kept =
      last.epoch === 0 ? 'No epoch was finished yet' : `Epoch ${last.epoch} of ${last.epochs} is kept`;
    throw new AbortError(`Stopped. ${kept}; go on with: finescope train resume ${quoted(run)}`);
  });
  const { record } = await readRun(session, outcome.path, {});
  const { config, data, baselines } = record;
  return {
    ...outcome,
    name: config.name,
    epochs: config.epochs,
    fields: data.train.length,
    heldOut: data.validation.length,
    baselines,
    scores: outcome.best?.validation ?? null,
  };
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./:\\-]+$/.test(path) ? path : `"${path}"`;
}
