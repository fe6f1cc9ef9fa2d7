import type { EpochRecord, RunDetail, RunState } from '../../../src-main/contract/run';
import { epochRecord, runRecord } from '../../support/run-records';

/** What of a run is to be another. */
export interface TrainingRunFacts {
  /** PSNR of the held-out fields after each epoch; null where none is held out. */
  psnr: readonly (number | null)[];
  /** Epochs that were planned. @default 200 */
  epochs?: number;
  state?: RunState;
  reason?: string | null;
  previews?: number[];
}

/** PSNR of the best rescaling of the raw frame in these runs, and of the raw frame. */
export const RESCALED_DB = 23;
export const RAW_DB = 21;

/** All that a run's folder tells, with so many finished epochs. */
export function aTrainingRun({
  psnr,
  epochs = 200,
  state = 'running',
  reason = null,
  previews = [],
}: TrainingRunFacts): RunDetail {
  let most = -Infinity;
  const history = psnr.map((value, i): EpochRecord => {
    const best = value === null || value > most;
    most = Math.max(most, value ?? -Infinity);
    const line = epochRecord(i + 1, best);
    return value === null
      ? { ...line, validation: null }
      : { ...line, validation: { ...scores(value), loss: 1 } };
  });
  const record = runRecord({ name: 'BPAE overnight', epochs });
  const baselines = {
    raw: scores(RAW_DB),
    average: null,
    rescaled: scores(RESCALED_DB),
    ownRescaled: scores(RESCALED_DB + 0.5),
  };
  const best = history.filter((line) => line.best).at(-1);
  const isHeldOut = psnr.every((value) => value !== null);
  return {
    summary: {
      path: '/runs/bpae',
      name: 'BPAE overnight',
      state,
      reason,
      network: 'DenseED (1,1,1)',
      epoch: history.length,
      epochs,
      best: best ? { epoch: best.epoch, scores: best.validation } : null,
      baselines: isHeldOut ? baselines : null,
      startedAt: record.startedAt,
      changedAt: record.startedAt,
      model: null,
    },
    record: {
      ...record,
      baselines: isHeldOut ? baselines : null,
      data: { ...record.data, validation: isHeldOut ? ['fov08'] : [] },
    },
    history,
    previews,
    checkpoints: history.map(({ epoch }) => epoch),
  };
}

function scores(psnr: number): { rmse: number; psnr: number; ssim: number } {
  return { rmse: 10 ** (-psnr / 20), psnr, ssim: psnr / 40 };
}
