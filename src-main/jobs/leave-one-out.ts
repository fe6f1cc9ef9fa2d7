import { InvalidRequestError } from '../contract/errors';
import type { CallOptions } from '../contract/signal';
import type { EvaluationReport, FieldScores } from '../contract/training-api';
import type { TrainingConfig } from '../contract/training-config';
import { evaluationRows, verdictOf } from '../imaging/evaluation';
import { scoreBundle } from './evaluate';
import { runToItsEnd } from './run-to-its-end';
import type { Session } from './session';
import { placed } from './tell-training';
import { readRun } from './train';

/** A run whose configuration is trained again, once without each field; the runs go into `out`. */
export interface LeaveOneOutRequest {
  run: string;
  out: string;
}

/**
 * Trains a run's configuration once for each of its fields, on the others, and scores each network on the field that it
 * has never seen. Runs that are in `out` already are gone on with where they were cut off, and finished ones are taken as
 * they are. Throws InvalidRequestError where there are too few fields, a run does not finish, or `out` holds others.
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
  const names = plainNames(fields);
  const scores: FieldScores[] = [];
  for (const [at, field] of fields.entries()) {
    const place = `field ${at + 1} of ${fields.length}`;
    const plain = names.get(field)!;
    const config = without(record.config, field, plain, heldOut);
    const path = `${out}/without-${plain}`;
    const { summary: ended } = await runToItsEnd(session, { path, config, place }, options);
    if (ended.state !== 'finished' || ended.model === null) {
      const why = ended.reason ?? `The run without ${field} was stopped.`;
      throw new InvalidRequestError(`${why} It lies in ${path}.`, { parameter: 'leaveOneOut' });
    }
    const report = await scoreBundle(session, ended.model, { fields: [field] }, placed(options, place));
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
function without(config: TrainingConfig, field: string, plain: string, heldOut: number): TrainingConfig {
  const name = `${config.name} without ${plain}`;
  return { ...config, name, split: { ...config.split, validation: heldOut, test: [field] } };
}

/**
 * Names of fields as part of a folder's and a model's name, no two alike in a file system that does not tell capitals
 * from small letters: what would be is numbered, in the order of the alphabet whatever order they come in.
 */
export function plainNames(fields: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const field of [...fields].sort()) {
    const plain = field.replace(/[^\p{L}\p{N}_.-]+/gu, '-');
    let name = plain;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${plain}-${number}`;
    taken.add(name.toLowerCase());
    names.set(field, name);
  }
  return names;
}
