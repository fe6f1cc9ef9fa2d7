import { z } from 'zod';
import { InvalidRequestError } from '../contract/errors';
import type { EvaluationReport, EvaluationRow } from '../contract/training-api';
import type { Scores } from '../contract/run';
import { evaluate } from '../jobs/evaluate';
import { leaveOneOut } from '../jobs/leave-one-out';
import { defineCommand } from './command';
import { fileParameter, optionalText } from './parameters';
import { textTable } from './text-table';

/** Scores a trained network beside what needs none. */
export const evaluateCommand = defineCommand({
  id: 'evaluate',
  title: 'Evaluate a model',
  help: 'Scores a model field by field beside baselines that need none: PSNR, SSIM, RMSE.',
  menu: ['Train', 'Evaluate'],
  shortcut: null,
  parameters: {
    model: fileParameter('RUN|MODEL', "A run's folder, an installed model's name, or a bundle."),
    data: optionalText(
      'FOLDER|TABLE.csv',
      'Pairs to score it on; by default the fields that its run held out.',
    ),
    positions: optionalText('FILE.csv', 'Positions of emitters, where --data names frames of them.'),
    fields: {
      schema: z.array(z.string().min(1)).min(1).optional(),
      placeholder: 'NAME,NAME',
      help: 'Only these fields of view.',
      fromText: (text) => text.split(',').map((name) => name.trim()),
    },
    leaveOneOut: {
      schema: z.boolean().default(false),
      help: "Trains the run's configuration again without each field in turn, and scores it on that field.",
    },
    out: optionalText('FOLDER', 'Where the runs of --leave-one-out go; default beside the run.'),
  },
  run(session, { leaveOneOut: isLeaving, out, ...request }, options) {
    if (!isLeaving) return evaluate(session, request, options);
    const other = (['data', 'positions', 'fields'] as const).find((name) => request[name] !== undefined);
    if (other) {
      const sentence = `--leave-one-out scores the run's own fields: leave out --${other}.`;
      throw new InvalidRequestError(sentence, { parameter: other });
    }
    const run = request.model.replace(/[\\/]+$/, '');
    return leaveOneOut(session, { run, out: out ?? `${run}-leave-one-out` }, options);
  },
  describe: ({ model, fields, rows, verdict }) => {
    const names = rows.map(({ name }) => name);
    const row = (name: EvaluationRow['name']) => rows.find((one) => one.name === name)!;
    const lines: ScoredLine[] = [
      ...fields.map((field) => ({
        label: field.field,
        scores: (name: EvaluationRow['name']) => field[name],
      })),
      { label: 'mean', scores: (name) => meanOf(row(name), 'mean') },
      { label: 'SD', scores: (name) => meanOf(row(name), 'sd') },
    ];
    return [
      `${model}: PSNR in dB and SSIM, mean and standard deviation over fields`,
      textTable<ScoredLine>(
        [
          { title: 'field', align: 'left', text: ({ label }) => label },
          ...names.map((name) => ({
            title: TITLES[name],
            text: ({ scores }: ScoredLine) => scoreText(scores(name)),
          })),
        ],
        lines,
      ),
      ...verdict,
    ].join('\n');
  },
});

/** A field, or what is said over all, with its scores in each column. */
interface ScoredLine {
  label: string;
  scores: (name: EvaluationRow['name']) => Pick<Scores, 'psnr' | 'ssim'> | null;
}

const TITLES: Record<EvaluationRow['name'], string> = {
  network: 'network',
  raw: 'frame',
  average: 'mean of frames',
  rescaled: 'rescaled',
  ownRescaled: 'on itself',
};

function scoreText(scores: Pick<Scores, 'psnr' | 'ssim'> | null): string | null {
  if (!scores) return null;
  return `${scores.psnr.toFixed(2)} ${scores.ssim?.toFixed(3) ?? '     '}`;
}

function meanOf({ psnr, ssim }: EvaluationReport['rows'][number], of: 'mean' | 'sd') {
  return { psnr: psnr[of], ssim: ssim?.[of] ?? null };
}
