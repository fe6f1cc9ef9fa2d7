import { ProcessStoppedError } from '../contract/errors';
import type { RunDetail } from '../contract/run';
import { isAbort, type CallOptions } from '../contract/signal';
import type { TrainingApi, TrainingEvent, TrainingOutcome } from '../contract/training-api';
import type { TrainingConfig } from '../contract/training-config';
import { installTrained, requireFreeName } from './install-trained';
import type { Session } from './session';

/** Who follows a run, and holds the means to pause and stop it. */
export interface TrainingObserver {
  /** Hears of the process that trains when it is started. */
  started?(training: TrainingApi): void;
  event?(event: TrainingEvent): void;
}

/** A run to be begun: `run` is its folder, which does not exist yet; `install`: whether its model is, too (default). */
export interface TrainRequest {
  config: TrainingConfig;
  run: string;
  install?: boolean | undefined;
}

/** A run to be gone on with, also beyond the end that was planned. */
export interface ResumeRequest {
  run: string;
  epochs?: number | undefined;
  install?: boolean | undefined;
}

/** How a run ended, and where its model was installed; null where there is none, or none was to be. */
export interface TrainedRun extends TrainingOutcome {
  installed: string | null;
}

/**
 * Trains a network in a process of its own. The model of the best epoch is installed when the run has ended. Cancelling
 * aborts, keeping the last whole epoch. Throws {@link ProcessStoppedError} with what is kept where the process ends.
 */
export async function train(
  session: Session,
  { config, run, install = true }: TrainRequest,
  observer: TrainingObserver,
  options: CallOptions,
): Promise<TrainedRun> {
  if (install) await requireFreeName(session, config.name, options);
  return follow(session, { run, install, threads: config.threads }, observer, (training, onEvent) =>
    training.train({ config, run, host: session.host }, { ...options, onEvent }),
  );
}

/** Goes on with a run after its last whole epoch, with the threads it was begun with. Cancelling and errors as in train. */
export async function resumeTraining(
  session: Session,
  { run, epochs, install = true }: ResumeRequest,
  observer: TrainingObserver,
  options: CallOptions,
): Promise<TrainedRun> {
  const { record } = await readRun(session, run, options);
  const { threads } = record.environment;
  return follow(session, { run, install, threads }, observer, (training, onEvent) =>
    training.resume(
      { run, host: session.host, ...(epochs !== undefined && { epochs }) },
      { ...options, onEvent },
    ),
  );
}

/** Everything a run's folder tells. */
export function readRun(session: Session, run: string, options: CallOptions): Promise<RunDetail> {
  return session.withFiles((files) => files.readRun({ run }, options));
}

async function follow(
  session: Session,
  { run, install, threads }: { run: string; install: boolean; threads: number | undefined },
  observer: TrainingObserver,
  work: (training: TrainingApi, onEvent: (event: TrainingEvent) => void) => Promise<TrainingOutcome>,
): Promise<TrainedRun> {
  let begun = false;
  const onEvent = (event: TrainingEvent): void => {
    if (event.kind === 'begun' && !begun) {
      begun = true;
      void register(session, run);
    }
    observer.event?.(event);
  };
  const outcome = await session
    .withTraining(
      (training) => {
        observer.started?.(training);
        return work(training, onEvent);
      },
      { threads },
    )
    .catch(async (error: unknown) => {
      if (isAbort(error) || !(error instanceof ProcessStoppedError) || !begun) throw error;
      throw new ProcessStoppedError(
        `The process that trained ended unexpectedly. ${await whatIsKept(session, run)} Where it happens again, it may need more memory than there is: use fewer patches a step.`,
        error.fields,
        { cause: error },
      );
    });
  const installed = install && outcome.model !== null ? await installTrained(session, outcome.model) : null;
  return { ...outcome, installed };
}

/** Has the list of runs hold this one wherever it lies; a list that cannot be written loses no run. */
async function register(session: Session, run: string): Promise<void> {
  await session
    .withFiles((files) => files.registerRun({ folder: session.runsFolder, run }))
    .catch((error: Error) => session.notify(`The run will not be in the list of runs. ${error.message}`));
}

/** A sentence about the epochs that a run's folder holds. */
async function whatIsKept(session: Session, run: string): Promise<string> {
  const detail = await readRun(session, run, {}).catch(() => null);
  const epoch = detail?.history.length ?? 0;
  if (epoch === 0) return 'No epoch was finished yet.';
  return `Epoch ${epoch} of ${detail!.record.config.epochs} is kept in ${run} and the run can be resumed.`;
}
