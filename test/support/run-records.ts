import type { Checkpoint, EpochRecord, RunPlane, RunPreview, RunRecord } from '../../src-main/contract/run';
import { TrainingConfig } from '../../src-main/contract/training-config';

/** The record of a run of a small DenseED on two fields. */
export function runRecord(config: Partial<TrainingConfig> = {}): RunRecord {
  const scores = { rmse: 0.1, psnr: 20, ssim: 0.5 };
  return {
    format: 'finescope-run',
    version: 1,
    config: {
      ...TrainingConfig.parse({
        name: 'Mito 3.6',
        architecture: { kind: 'denseed', blocks: [1, 1, 1], growthRate: 4, firstFeatures: 8 },
        data: { kind: 'folder', folder: '/data/w2s', input: 'low', target: 'high' },
      }),
      ...config,
    },
    data: {
      train: ['a', 'b'],
      validation: ['c'],
      test: [],
      frames: 20,
      stepsPerEpoch: 5,
      inputSize: { width: 64, height: 64 },
      outputScale: 1,
      fingerprint: '0'.repeat(64),
    },
    values: { normalisation: { kind: 'fixed' }, zero: -0.5, range: 1 },
    baselines: { raw: scores, average: null, rescaled: { ...scores, psnr: 21 }, ownRescaled: scores },
    parameters: 1000,
    environment: {
      finescope: '0.1.0',
      runtime: 'TensorFlow',
      device: 'a processor',
      kind: 'cpu',
      threads: 2,
      oneDnn: true,
      host: 'Node',
    },
    startedAt: '2026-11-22T20:00:00.000Z',
  };
}

/** The line of an epoch; five steps each. */
export function epochRecord(epoch: number, best = true): EpochRecord {
  return {
    epoch,
    step: 5 * epoch,
    learningRate: 3e-4,
    train: { loss: 1 / epoch, rmse: 0.1, terms: { mse: 1 / epoch }, discriminator: null },
    validation: { loss: 1 / epoch, rmse: 0.1, psnr: 20 + epoch / 10, ssim: null },
    best,
    seconds: 2,
    endedAt: new Date(Date.UTC(2026, 10, 22, 20, 0, epoch)).toISOString(),
  };
}

/** The checkpoint of an epoch: `size` values that follow from it, in two tensors. */
export function checkpointOf(epoch: number, size = 1000): Checkpoint {
  const values = (seed: number) =>
    Float32Array.from({ length: size / 2 }, (_, i) => Math.sin(i + seed * epoch));
  return {
    epoch,
    step: 5 * epoch,
    state: new Map([
      ['generator/first.kernel', values(1)],
      ['generator/first.kernel/adam/m', values(2)],
    ]),
    schedule: {
      factor: 0.1 ** epoch,
      bestLoss: 1 / epoch,
      bestEpoch: epoch,
      plateauLoss: null,
      startingLoss: null,
      badEpochs: 0,
    },
  };
}

/** How a small held-out field looks after an epoch: every value of the prediction is the epoch's number. */
export function previewOf(epoch: number): RunPreview {
  const plane = (value: number): RunPlane => ({
    width: 64,
    height: 48,
    values: new Float32Array(64 * 48).fill(value),
  });
  return { epoch, field: 'c', input: plane(-1), prediction: plane(epoch), target: plane(0.5) };
}
