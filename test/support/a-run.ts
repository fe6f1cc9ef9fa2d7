import type { Baselines, EpochRecord, RunDetail, Scores } from '../../src-main/contract/run';
import type { TrainingConfig } from '../../src-main/contract/training-config';
import { epochRecord, runRecord } from './run-records';

/** Scores of an RMSE at full range 1. */
export function scoresOf(rmse: number): Scores {
  return { rmse, psnr: -20 * Math.log10(rmse), ssim: 1 - rmse };
}

/** Baselines without a mean of frames. */
export function someBaselines(raw = 0.0866, rescaled = 0.0671): Baselines {
  return {
    raw: scoresOf(raw),
    average: null,
    rescaled: scoresOf(rescaled),
    ownRescaled: scoresOf(rescaled * 0.99),
  };
}

/** A finished epoch; without a held-out field where `rmse` is null. */
export function anEpoch(epoch: number, rmse: number | null, changes: Partial<EpochRecord> = {}): EpochRecord {
  return {
    ...epochRecord(epoch),
    validation: rmse === null ? null : { ...scoresOf(rmse), loss: rmse * rmse },
    ...changes,
  };
}

/** What a run's folder tells, of a run whose validation RMSE came to be these, epoch by epoch. */
export function aRun(
  rmse: readonly (number | null)[],
  {
    name = 'run',
    config: changed = {},
    baselines = someBaselines(),
  }: { name?: string; config?: Partial<TrainingConfig>; baselines?: Baselines | null } = {},
): RunDetail {
  const history = rmse.map((value, i) => anEpoch(i + 1, value));
  const scored = history.filter(({ validation }) => validation !== null);
  const best = [...scored].sort((a, b) => a.validation!.loss - b.validation!.loss)[0];
  const { config, ...record } = runRecord();
  const whole = { ...config, epochs: Math.max(1, rmse.length), ...changed, name };
  return {
    summary: {
      path: `/runs/${name}`,
      name,
      state: 'finished',
      reason: null,
      network: 'DenseED (1,1,1)',
      epoch: history.length,
      epochs: whole.epochs,
      best: best ? { epoch: best.epoch, scores: best.validation } : null,
      baselines,
      startedAt: record.startedAt,
      changedAt: record.startedAt,
      model: null,
    },
    record: { ...record, config: whole, baselines },
    history,
    previews: [],
    checkpoints: [],
  };
}
