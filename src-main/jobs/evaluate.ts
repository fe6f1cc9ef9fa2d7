import { InvalidRequestError } from '../contract/errors';
import type { CallOptions } from '../contract/signal';
import type { EvaluationReport } from '../contract/training-api';
import type { DataSource } from '../contract/training-config';
import { dataSourceOf } from './choose-training';
import type { Session } from './session';

/** What is to be scored, as a person names it. */
export interface EvaluateRequest {
  /** A run's folder, an installed model's name, or a bundle. */
  model: string;
  data?: string | undefined;
  positions?: string | undefined;
  fields?: string[] | undefined;
}

/** Scores a model, or the model of a run, on fields that it was not trained on. */
export async function evaluate(
  session: Session,
  { model, data, positions, fields }: EvaluateRequest,
  options: CallOptions,
): Promise<EvaluationReport> {
  const folder = session.modelsFolder;
  const found = await session.withFiles((files) => files.findModel({ model, folder }, options));
  if (found.kind === 'weights') {
    throw new InvalidRequestError(
      `${model} is a weight file: import it first (finescope models import ${model}).`,
      { parameter: 'model' },
    );
  }
  return scoreBundle(
    session,
    found.path,
    { ...(data !== undefined && { data: dataSourceOf(data, positions) }), fields },
    options,
  );
}

/** Scores a bundle in a process of its own. */
export function scoreBundle(
  session: Session,
  bundle: string,
  { data, fields }: { data?: DataSource | undefined; fields?: string[] | undefined },
  options: CallOptions,
): Promise<EvaluationReport> {
  const request = { model: bundle, ...(data && { data }), ...(fields && { fields }) };
  return session.withTraining((training) => training.evaluate(request, options));
}
