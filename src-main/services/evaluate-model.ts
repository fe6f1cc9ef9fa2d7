import type { CallOptions } from '../contract/signal';
import type { EvaluationReport, FieldScores } from '../contract/training-api';
import type { DataSource } from '../contract/training-config';
import { ProgramCache } from '../engine/program-cache';
import { evaluationRows, verdictOf } from '../imaging/evaluation';
import { readBundle } from '../io/model-bundle';
import { networkOf } from '../models/catalog';
import { networkGeometry } from '../models/geometry';
import { BaselineSheet, targetSize } from '../training/baselines';
import { readAhead } from '../training/read-ahead';
import { ScoreSheet } from '../training/scoring';
import { evaluateWhole } from '../training/whole-image';
import type { RunTools } from './train-run';
import { chooseScoring, type NamedFields } from './trained-on';

/** What is scored, and on which fields: see `trainingApi.evaluate`. */
export interface EvaluationRequest {
  model: string;
  data?: DataSource | undefined;
  fields?: string[] | undefined;
}

/**
 * Scores a model frame by frame on fields of a data source, in the network units that training scores in, beside what
 * needs no network. Throws ModelDamagedError, InvalidRequestError, and what opening the data throws.
 */
export async function evaluateModel(
  { runtime, data, control }: RunTools,
  { model, ...request }: EvaluationRequest,
  options: CallOptions,
): Promise<EvaluationReport> {
  const { record, weights } = await readBundle(model);
  const network = networkOf(record.architecture);
  const geometry = networkGeometry(network);
  const { normalisation } = record;
  const { scored, trainedOn, notes } = await chooseScoring(model, record, request);
  const open = ({ data: source, fields }: NamedFields) =>
    data.api.openFields(
      { data: source, scale: geometry.outputScale, normalisation, ...(fields && { fields }) },
      options,
    );
  const rescaling = trainedOn && (await open(trainedOn)).rescaling;
  const opened = await open(scored);

  const programs = new ProgramCache(runtime.tensorFlow.runtime);
  const trained = { network, weights };
  const evaluate: Parameters<typeof evaluateWhole>[0]['evaluate'] = ({ input }, size) => ({
    prediction: programs.run(trained, input, { batch: 1, ...size }).values,
    loss: 0,
  });
  const sheet = new ScoreSheet(opened);
  const baselines = new BaselineSheet(opened, rescaling);
  const frames = opened.fields.flatMap(({ name, frames: count }) =>
    Array.from({ length: count }, (_, frame) => ({ field: name, frame })),
  );
  try {
    const read = (index: number) => data.api.readField(frames[index]!);
    await readAhead(frames.length, read, (pair, index) => {
      const { prediction } = evaluateWhole({ evaluate }, geometry, pair);
      const { field, target } = pair;
      const { width, height } = targetSize(pair);
      sheet.add({ field, width, height, image: prediction, target });
      baselines.add(pair);
      const done = index + 1;
      options.onProgress?.({ done, total: frames.length, unit: 'frames', activity: `scoring ${field}` });
      return control.look();
    });
  } finally {
    programs.forget(trained);
  }

  const fields = opened.fields.map(({ name, frames: count }): FieldScores => {
    const has = (one: ScoreSheet) => one.fields().includes(name);
    return {
      field: name,
      frames: count,
      network: sheet.of(name),
      raw: baselines.raw.of(name),
      average: has(baselines.average) ? baselines.average.of(name) : null,
      rescaled: has(baselines.rescaled) ? baselines.rescaled.of(name) : null,
      ownRescaled: baselines.ownRescaled.of(name),
    };
  });
  const rows = evaluationRows(fields);
  const verdict = [...verdictOf(fields, rows, record.output === 'density'), ...notes];
  return { model: record.name, fields, rows, verdict };
}
