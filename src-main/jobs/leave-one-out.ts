import { InvalidRequestError } from '../contract/errors';
import type { RunDetail } from '../contract/run';
import type { CallOptions, Progress } from '../contract/signal';
import type { EvaluationReport, FieldScores } from '../contract/training-api';
import type { TrainingConfig } from '../contract/training-config';
import { evaluationRows, verdictOf } from '../imaging/evaluation';
import { scoreBundle } from './evaluate';
import type { Session } from './session';
import { readRun, resumeTraining, train, type TrainedRun } from './train';
import { TrainingProgress } from './training-progress';

/** A run whose configuration is trained again, once without each field; the runs go into `out`. */
export interface LeaveOneOutRequest {
  run: string;
  out: string;
}

/**
 * Trains a run's configuration once for each of its fields, on the others, and scores each network on the field that it
 * has never seen. Runs that are in `out` already are gone on with, and finished ones are taken as they are: what was
 * interrupted goes on when it is asked for again. Throws InvalidRequestError where there are too few fields.
 */
export async function leaveOneOut(
  session: Session,
  { run, out }: LeaveOneOutRequest,
  options: CallOptions,
): Promise<EvaluationReport> {
  const { record } = await readRun(session, run, options);
  const { train: trained, validation, test } = record.data;
  const fields = [...trained, ...validation, ...test];
  const heldOut = heldOutOf(record.config);
  if (fields.length < heldOut + 2) {
    throw new InvalidRequestError(
      `Leaving each field out once needs at least ${heldOut + 2} fields (one left out, ${heldOut} for validation, one to train on); the run has ${fields.length}.`,
      { parameter: 'leaveOneOut' },
    );
  }
  session.notify(
    `${fields.length} runs of ${record.config.epochs} epochs, one after another, in ${out}. What is interrupted goes on when the command is given again.`,
  );
  const scores: FieldScores[] = [];
  for (const [at, field] of fields.entries()) {
    const place = `field ${at + 1} of ${fields.length}`;
    const config = without(record.config, field, heldOut);
    const folder = `${out}/without-${plain(field)}`;
    const ended = await trainOrGoOn(session, { config, run: folder }, within(options, place));
    if (ended.state !== 'finished' || ended.model === null) {
      const why = ended.reason ?? `The run without ${field} was stopped.`;
      throw new InvalidRequestError(`${why} It lies in ${folder}.`, { parameter: 'leaveOneOut' });
    }
    const report = await scoreBundle(session, ended.model, { fields: [field] }, within(options, place));
    scores.push(...report.fields);
  }
  const rows = evaluationRows(scores);
  return {
    model: record.config.name,
    fields: scores,
    rows,
    verdict: verdictOf(scores, rows, record.config.data.kind === 'localisations'),
  };
}

/** How many fields the configuration holds out for validation. */
function heldOutOf({ split: { validation } }: TrainingConfig): number {
  return typeof validation === 'number' ? validation : validation.length;
}

/** The configuration for all fields but one, which is kept for testing. */
function without(config: TrainingConfig, field: string, heldOut: number): TrainingConfig {
  const name = `${config.name} without ${plain(field)}`;
  return { ...config, name, split: { ...config.split, validation: heldOut, test: [field] } };
}

/** A field's name as part of a folder's and a model's. */
function plain(field: string): string {
  return field.replace(/[^\p{L}\p{N}_.-]+/gu, '-');
}

async function trainOrGoOn(
  session: Session,
  request: { config: TrainingConfig; run: string },
  options: CallOptions,
): Promise<Pick<TrainedRun, 'state' | 'reason' | 'model'>> {
  const begun: RunDetail | null = await readRun(session, request.run, options).catch(() => null);
  if (begun?.summary.state === 'finished') return begun.summary;
  const progress = new TrainingProgress();
  const observer = {
    event: (event: Parameters<TrainingProgress['after']>[0]) => {
      const step = progress.after(event);
      if (step) options.onProgress?.(step);
    },
  };
  return begun
    ? resumeTraining(session, { run: request.run, install: false }, observer, options)
    : train(session, { ...request, install: false }, observer, options);
}

/** The same options; what is being done is told with its place in the whole. */
function within({ signal, onProgress }: CallOptions, place: string): CallOptions {
  return {
    ...(signal && { signal }),
    onProgress: (progress: Progress) =>
      onProgress?.({ ...progress, activity: [place, progress.activity].filter(Boolean).join(', ') }),
  };
}
