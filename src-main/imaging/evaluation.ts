import type { EvaluationRow, FieldScores, Spread } from '../contract/training-api';
import type { Scores } from '../contract/run';

/** Means and standard deviations (of a sample; 0 of one field) over fields, a row for each way to get an image. */
export function evaluationRows(fields: readonly FieldScores[]): EvaluationRow[] {
  const rows: EvaluationRow[] = [];
  for (const name of ['network', 'raw', 'average', 'rescaled', 'ownRescaled'] as const) {
    const scores = fields.flatMap((field) => field[name] ?? []);
    if (scores.length === 0 || scores.length < fields.length) continue;
    const spread = (of: (one: Scores) => number) => spreadOf(scores.map(of));
    const hasSsim = scores.every(({ ssim }) => ssim !== null);
    rows.push({
      name,
      rmse: spread(({ rmse }) => rmse),
      psnr: spread(({ psnr }) => psnr),
      ssim: hasSsim ? spread(({ ssim }) => ssim!) : null,
    });
  }
  return rows;
}

const WHAT: Record<Exclude<EvaluationRow['name'], 'network'>, string> = {
  raw: 'the frame as it is',
  average: "the mean of a field's frames",
  rescaled: 'the best rescaling of intensity, fitted on training fields',
  ownRescaled: 'the rescaling fitted on each image itself, which nobody could know without its target',
};

/** Differences below this are told as none. */
const SMALLEST_DB = 0.005;

/** What can be said of maps of emitters, whose pixels are nearly all empty. */
const OF_DENSITIES =
  'Maps of emitters are nearly empty, so that scores pixel by pixel say little: an empty map has a high PSNR. Look at the sum over a recording, and compare that.';

/**
 * Sentences that say plainly whether the network beats what needs none, by how much, and in how many fields.
 *
 * @param isDensity Whether the images are maps of emitters.
 */
export function verdictOf(
  fields: readonly FieldScores[],
  rows: readonly EvaluationRow[],
  isDensity: boolean,
): string[] {
  if (isDensity) return [OF_DENSITIES];
  const network = rows.find(({ name }) => name === 'network')!;
  const over = `${fields.length} ${fields.length === 1 ? 'field' : 'fields'}`;
  const told = [`The network reaches ${network.psnr.mean.toFixed(2)} dB on ${over}.`];
  for (const { name, psnr } of rows) {
    if (name === 'network') continue;
    const gain = network.psnr.mean - psnr.mean;
    const better = fields.filter((field) => field.network.psnr > field[name]!.psnr).length;
    const by = `${Math.abs(gain).toFixed(2)} dB`;
    const where = fields.length > 1 ? ` (better in ${better} of ${fields.length} fields)` : '';
    if (Math.abs(gain) < SMALLEST_DB) told.push(`That is as good as ${WHAT[name]}, and no better${where}.`);
    else told.push(`That is ${by} ${gain > 0 ? 'above' : 'BELOW'} ${WHAT[name]}${where}.`);
  }
  const rescaled = rows.find(({ name }) => name === 'rescaled');
  if (rescaled && network.psnr.mean - rescaled.psnr.mean < SMALLEST_DB) {
    told.push(
      'A change of brightness and contrast does as much: this network is not worth using on such images.',
    );
  }
  if (!rescaled) {
    told.push(
      'The rescaling fitted on training fields is not known here: give the run, or a model that it made, to compare with it.',
    );
  }
  if (fields.length === 1) told.push('One field says little: score more of them before you rely on it.');
  return told;
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}
