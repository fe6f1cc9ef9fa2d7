import type { Baselines, EpochRecord, RunDetail, Scores } from '../../src-main/contract/run';
import { TrainingConfig, type TrainingConfigInput } from '../../src-main/contract/training-config';

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
    epoch,
    step: epoch * 47,
    learningRate: 3e-4,
    train: {
      loss: 0.01 / epoch,
      rmse: 0.1 / Math.sqrt(epoch),
      terms: { mse: 0.01 / epoch },
      discriminator: null,
    },
    validation: rmse === null ? null : { ...scoresOf(rmse), loss: rmse * rmse },
    best: false,
    seconds: 20,
    endedAt: '2026-11-24T22:14:00.000Z',
    ...changes,
  };
}

/** What a run's folder tells, of a run whose validation RMSE came to be these, epoch by epoch. */
export function aRun(
  rmse: readonly (number | null)[],
  {
    name = 'run',
    config = {},
    baselines = someBaselines(),
  }: { name?: string; config?: Partial<TrainingConfigInput>; baselines?: Baselines | null } = {},
): RunDetail {
  const history = rmse.map((value, i) => anEpoch(i + 1, value));
  const scored = history.filter(({ validation }) => validation !== null);
  const best = [...scored].sort((a, b) => a.validation!.loss - b.validation!.loss)[0];
  const whole = TrainingConfig.parse({
    name,
    architecture: { kind: 'denseed', blocks: [3, 6, 3] },
    data: { kind: 'folder', folder: '/data' },
    epochs: Math.max(1, rmse.length),
    ...config,
  });
  return {
    summary: {
      path: `/runs/${name}`,
      name,
      state: 'finished',
      reason: null,
      network: 'DenseED (3,6,3)',
      epoch: history.length,
      epochs: whole.epochs,
      best: best ? { epoch: best.epoch, scores: best.validation } : null,
      baselines,
      startedAt: '2026-11-24T22:14:00.000Z',
      changedAt: '2026-11-25T07:34:00.000Z',
      model: null,
    },
    record: {
      format: 'finescope-run',
      version: 1,
      config: whole,
      data: {
        train: ['fov01', 'fov02'],
        validation: ['fov08'],
        test: [],
        frames: 100,
        stepsPerEpoch: 47,
        inputSize: { width: 256, height: 256 },
        outputScale: 1,
        fingerprint: '0'.repeat(64),
      },
      baselines,
      parameters: 237_204,
      environment: {
        finescope: '0.1.0',
        runtime: 'TensorFlow 2.21.0',
        device: 'a processor',
        kind: 'cpu',
        threads: 2,
        oneDnn: true,
        host: 'test',
      },
      startedAt: '2026-11-24T22:14:00.000Z',
    },
    history,
    previews: [],
    checkpoints: [],
  };
}
