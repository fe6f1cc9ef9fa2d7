import { MEASURE_NAMES } from '../../src-main/figures/run-curves';
import { formatNumber } from '../controls/number-text';
import { STATE_NAMES } from '../state/run-text';
import type { TrainingRun } from '../state/training-run.svelte';

/** A run in the status line of another tab: "Training BPAE overnight, 82 %". */
export function runText({ title, state, percentText }: TrainingRun): string {
  return `${state === 'paused' ? 'Paused:' : 'Training'} ${title}${percentText && `, ${percentText}`}`;
}

/** What the status line says of the run in front: the step, or under the pointer the values of an epoch. */
export function runParts(run: TrainingRun): { words: string; isMain: boolean }[] {
  const { cursor, history, step, detail, state, measure } = run;
  const record = cursor === null ? null : (history.find(({ epoch }) => epoch === cursor) ?? null);
  if (record) {
    const { validation, train } = record;
    const written = (value: number): string => (measure === 'psnr' ? value.toFixed(2) : value.toPrecision(4));
    const held = validation?.[measure] ?? null;
    const trained = measure === 'loss' || measure === 'rmse' ? train[measure] : null;
    return [
      { words: `Epoch ${record.epoch}`, isMain: true },
      ...(held === null
        ? []
        : [{ words: `validation ${MEASURE_NAMES[measure]} ${written(held)}`, isMain: false }]),
      ...(trained === null
        ? []
        : [{ words: `training ${MEASURE_NAMES[measure]} ${written(trained)}`, isMain: false }]),
    ];
  }
  if (!detail || !state) return [];
  const words =
    state === 'running' ? `Training ${run.title}` : `${run.title}: ${STATE_NAMES[state].toLowerCase()}`;
  if (!step || !run.isUnderWay) return [{ words, isMain: true }];
  const { config, data } = detail.record;
  const done = (step.epoch - 1) * data.stepsPerEpoch + step.step;
  const pace = config.batch / step.secondsPerStep;
  const patches = config.patches.kind === 'slices' ? 'slices' : 'patches';
  return [
    { words, isMain: true },
    {
      words: `Step ${formatNumber(done)} of ${formatNumber(data.stepsPerEpoch * config.epochs)}`,
      isMain: false,
    },
    ...(Number.isFinite(pace)
      ? [{ words: `${formatNumber(pace, pace < 10 ? 1 : 0)} ${patches}/s`, isMain: false }]
      : []),
  ];
}
