import { FileNotReadableError, InvalidRequestError } from '../contract/errors';
import type { RunDetail, RunSummary } from '../contract/run';
import type { CallOptions } from '../contract/signal';
import type { Split, TrainingConfig } from '../contract/training-config';
import type { Session } from './session';
import { placed, tellTraining } from './tell-training';
import { readRun, resumeTraining, train } from './train';
import { whatDiffers } from './what-differs';

/** One run of several: its folder, how it is trained, its paths seen from the root, and its place as a person reads it. */
export interface PlannedRun {
  path: string;
  config: TrainingConfig;
  place: string;
}

/**
 * Trains, resumes or leaves alone what lies in a run's folder, and answers how it stands. Models stay in the folder. What
 * was cut off, by a crash or by cancelling, goes on; what has finished, failed, or was ended by a person who kept its best
 * epoch is left as it is. Throws InvalidRequestError where the folder holds a run with other settings, or one that is
 * trained now.
 */
export async function runToItsEnd(
  session: Session,
  { path, config, place }: PlannedRun,
  options: CallOptions,
): Promise<RunDetail> {
  const before = await readRun(session, path, options).catch((error: unknown) => {
    if (error instanceof FileNotReadableError) return null; // there is no run yet
    throw error;
  });
  const here = placed(options, place);
  const observer = { event: tellTraining(session, here, place) };
  if (before === null) {
    await train(session, { config, run: path, install: false }, observer, here);
  } else {
    const epochs = requireSameRun(before, config);
    if (before.summary.state === 'running')
      throw new InvalidRequestError(`The run in ${path} is being trained now.`, { parameter: 'out' });
    if (wasCutOff(before.summary) || epochs > before.record.config.epochs)
      await resumeTraining(session, { run: path, epochs, install: false }, observer, here);
  }
  return readRun(session, path, options);
}

/** Whether a run ended before it was to: one that a person ended, keeping its best epoch, has no reason to give. */
function wasCutOff({ state, reason }: RunSummary): boolean {
  return state === 'interrupted' || state === 'paused' || (state === 'stopped' && reason !== null);
}

/**
 * The epochs that a run is to have in the end. Throws {@link InvalidRequestError} where the run was begun with other
 * settings than these.
 */
export function requireSameRun({ record, summary: { path } }: RunDetail, config: TrainingConfig): number {
  const wanted = { ...config, split: asDrawn(config.split, record.config.split) };
  const differing = whatDiffers(record.config, wanted).filter(
    ({ key }) => key !== 'epochs' || config.epochs < record.config.epochs,
  );
  if (differing.length === 0) return config.epochs;
  const list = differing.map(({ key, before, now }) => `${key} was ${before} and is ${now}`).join('; ');
  throw new InvalidRequestError(
    `${path} holds a run with other settings (${list}). Move it away, or have the new run go elsewhere: under another name, or in another folder (--out).`,
    { parameter: 'out' },
  );
}

/** The split, by name where the record came to name as many fields: so it does where a run is resumed on changed files. */
function asDrawn(split: Split, recorded: Split): Split {
  const part = <Part extends Split['validation']>(wanted: Part, named: Part): Part =>
    typeof wanted === 'number' && Array.isArray(named) && named.length === wanted ? named : wanted;
  return {
    ...split,
    validation: part(split.validation, recorded.validation),
    test: part(split.test, recorded.test),
  };
}
