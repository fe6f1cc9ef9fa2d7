import type { RunDetail } from '../contract/run';
import {
  DiskFullError,
  FileNotReadableError,
  InvalidRequestError,
  RuntimeFailedError,
} from '../contract/errors';
import { AbortError, isAbort, type CallOptions } from '../contract/signal';
import type { TrainingConfig } from '../contract/training-config';
import type { TrainingEvent } from '../contract/training-api';
import type { NamedRun } from '../figures/run-comparison';
import { withBundles } from './choose-training';
import type { Session } from './session';
import { writeSweepReport, type SweepComparison } from './sweep-report';
import { sweepRuns, type SweepRun } from './sweep-variants';
import { readRun, resumeTraining, train } from './train';
import { TrainingProgress } from './training-progress';
import { whatDiffers } from './what-differs';

/** A sweep as a person asks for it: its file, the folder that its runs lie in, and whether only to compare those. */
export interface SweepRequest {
  file: string;
  out: string;
  reportOnly: boolean;
}

/** What came of a sweep. */
export interface SweepResult extends SweepComparison {
  folder: string;
  /** Runs that were planned and those that have not ended well, with why. */
  planned: number;
  failures: { name: string; reason: string }[];
}

/**
 * Trains one variant after another, each in a folder of its own below `out`, and compares them after each. What has
 * finished, was stopped or failed is left as it is, what was interrupted is resumed; what fails is told and the others go
 * on. Models stay in their runs' folders. Cancelling keeps the last whole epoch; the same command goes on. Throws
 * InvalidRequestError for a sweep that does not fit, before anything is trained, and what would meet every run:
 * RuntimeFailedError, DiskFullError.
 */
export async function sweep(
  session: Session,
  { file, out, reportOnly }: SweepRequest,
  options: CallOptions,
): Promise<SweepResult> {
  const json = await session.withFiles((files) => files.readJson({ path: file }, options));
  const runs = sweepRuns(json);
  const ended: NamedRun[] = [];
  const failures: SweepResult['failures'] = [];
  for (const [index, run] of runs.entries()) {
    if (options.signal?.aborted) throw stopped(ended.length, runs.length);
    const path = `${out}/${run.folder}`;
    try {
      const place = `${run.name} (${index + 1} of ${runs.length})`;
      const detail = reportOnly
        ? await readRun(session, path, options)
        : await runToItsEnd(session, run, path, place, options);
      ended.push({ name: run.name, detail });
      const { state, reason } = detail.summary;
      if (state !== 'finished' && state !== 'stopped')
        failures.push({ name: run.name, reason: reason ?? `The run is ${state}.` });
      if (!reportOnly) {
        session.notify(endedText(place, detail));
        await writeSweepReport(session, { runs: ended, folder: out, pictures: false }, options);
      }
    } catch (error) {
      if (isAbort(error)) throw stopped(ended.length, runs.length);
      if (concernsAll(error)) throw error;
      failures.push({ name: run.name, reason: (error as Error).message });
    }
  }
  const comparison = await writeSweepReport(session, { runs: ended, folder: out, pictures: true }, options);
  return { ...comparison, folder: out, planned: runs.length, failures };
}

function stopped(ended: number, planned: number): AbortError {
  return new AbortError(`Stopped. ${ended} of ${planned} runs have ended; the same command goes on.`);
}

/** Whether an error would meet every other run, too. */
function concernsAll(error: unknown): boolean {
  return error instanceof RuntimeFailedError || error instanceof DiskFullError;
}

/** Trains, resumes or leaves alone what lies in the run's folder, and answers how it stands. */
async function runToItsEnd(
  session: Session,
  run: SweepRun,
  path: string,
  place: string,
  options: CallOptions,
): Promise<RunDetail> {
  const config = { ...run.config, loss: await withBundles(session, run.config.loss, options) };
  const before = await readRun(session, path, options).catch((error: unknown) => {
    if (error instanceof FileNotReadableError) return null; // there is no run yet
    throw error;
  });
  const observer = { event: progressTold(session, place, options) };
  if (before === null) {
    await train(session, { config, run: path, install: false }, observer, options);
  } else {
    const epochs = requireSameRun(before, config, path);
    const { state } = before.summary;
    if (state === 'running')
      throw new InvalidRequestError(`The run in ${path} is being trained now.`, { parameter: 'out' });
    if (state === 'interrupted' || state === 'paused' || epochs > before.record.config.epochs)
      await resumeTraining(session, { run: path, epochs, install: false }, observer, options);
  }
  return readRun(session, path, options);
}

/**
 * The epochs that a run is to have in the end. Throws {@link InvalidRequestError} where the run in the folder was begun
 * with other settings than the sweep has now.
 */
function requireSameRun({ record }: RunDetail, config: TrainingConfig, path: string): number {
  const differing = whatDiffers(record.config, config).filter(
    ({ key }) => key !== 'epochs' || config.epochs < record.config.epochs,
  );
  if (differing.length === 0) return config.epochs;
  const list = differing.map(({ key, before, now }) => `${key} was ${before} and is ${now}`).join('; ');
  throw new InvalidRequestError(
    `${path} holds a run with other settings (${list}). Give the variant another name, or the sweep another folder.`,
    { parameter: 'out' },
  );
}

function progressTold(
  session: Session,
  place: string,
  { onProgress }: CallOptions,
): (event: TrainingEvent) => void {
  const progress = new TrainingProgress();
  return (event) => {
    if (event.kind === 'notice') session.notify(`${place}: ${event.sentence}`);
    if (event.kind === 'state' && event.state === 'paused' && event.reason !== null)
      session.notify(`${place}: ${event.reason}`);
    const step = progress.after(event);
    if (step) onProgress?.({ ...step, activity: `${place}, ${step.activity}` });
  };
}

/** "(3,6,3) (2 of 8): finished, 25.61 dB in epoch 48." */
function endedText(place: string, { summary: { state, best, reason } }: RunDetail): string {
  const score = best?.scores ? `, ${best.scores.psnr.toFixed(2)} dB in epoch ${best.epoch}` : '';
  return `${place}: ${state}${score}.${reason === null ? '' : ` ${reason}`}`;
}
