import type { RunDetail } from '../contract/run';
import { DiskFullError, RuntimeFailedError } from '../contract/errors';
import { AbortError, isAbort, type CallOptions } from '../contract/signal';
import type { TrainingConfig } from '../contract/training-config';
import type { NamedRun } from '../figures/run-comparison';
import { withBundles } from './choose-training';
import { runToItsEnd } from './run-to-its-end';
import type { Session } from './session';
import { writeSweepReport, type SweepComparison } from './sweep-report';
import { sweepRuns, type SweepRun } from './sweep-variants';
import { readRun } from './train';

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
 * finished, failed or was ended by a person is left as it is, what was cut off goes on; what fails is told and the others
 * go on. Models stay in their runs' folders. Cancelling keeps the last whole epoch; the same command goes on. Throws
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
        : await runToItsEnd(session, { path, config: await located(session, run, options), place }, options);
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

/** The configuration of a run as its record keeps it: where its data and models lie, as seen from the root. */
async function located(
  session: Session,
  { config }: SweepRun,
  options: CallOptions,
): Promise<TrainingConfig> {
  const { data } = config;
  return {
    ...config,
    data: await session.withFiles((files) => files.absoluteData({ data }, options)),
    loss: await withBundles(session, config.loss, options),
  };
}

/** "(3,6,3) (2 of 8): finished, 25.61 dB in epoch 48." */
function endedText(place: string, { summary: { state, best, reason } }: RunDetail): string {
  const score = best?.scores ? `, ${best.scores.psnr.toFixed(2)} dB in epoch ${best.epoch}` : '';
  return `${place}: ${state}${score}.${reason === null ? '' : ` ${reason}`}`;
}
